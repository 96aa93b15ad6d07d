/** Lines as each product writes them, that a rule of sting-ce must see, and lines alike that it must not. */
export const examples: Record<string, { yes: string[]; no: string[] }> = {
  'kratos-aal2': {
    yes: [
      'time=2026-11-20T09:14:03Z level=error msg=An error occurred while handling a request audience=application error=map[debug: details:map[redirect_browser_to:http://127.0.0.1:4433/self-service/login/browser?aal=aal2] message:session_aal2_required reason:An active session was found but does not fulfil the requested Authenticator Assurance Level. Please verify yourself with a second factor to resolve this issue. status:Forbidden status_code:403] service_name=Ory Kratos service_version=v1.3.0',
      '{"audience":"application","error":{"code":403,"id":"session_aal2_required","status":"Forbidden"},"level":"error","msg":"An error occurred while handling a request","service_name":"Ory Kratos","time":"2026-11-20T09:14:03Z"}',
      'kratos-1  | time=2026-11-20T09:14:03Z level=error msg="AAL2 required but no second factor is configured"',
    ],
    no: ['time=2026-11-20T09:14:03Z level=info msg=session issued aal=aal2 service_name=Ory Kratos'],
  },
  'kratos-session': {
    yes: [
      'time=2026-11-20T09:14:03Z level=info msg=No active session was found in this request. audience=application service_name=Ory Kratos',
      '{"error":{"code":401,"id":"session_inactive","reason":"No active session was found in this request."},"level":"info","time":"2026-11-20T09:14:03Z"}',
    ],
    no: [
      'time=2026-11-20T09:14:03Z level=warning msg=setting session_inactive_timeout is deprecated',
      'time=2026-11-20T09:14:03Z level=info msg=session has been issued service_name=Ory Kratos',
    ],
  },
  'kratos-flow-expired': {
    yes: [
      'time=2026-11-20T09:14:03Z level=info msg=Encountered self-service flow error. error=map[id:self_service_flow_expired message:The self-service flow expired 4.32 minutes ago, initialize a new one.]',
    ],
    no: ['time=2026-11-20T09:14:03Z level=info msg=self-service flow started service_name=Ory Kratos'],
  },
  csrf: {
    yes: [
      '2026-11-20 09:14:03,120 WARNING django.security.csrf: Forbidden (CSRF token from POST incorrect.): /api/login',
      'werkzeug.exceptions.BadRequest: 400 Bad Request: The CSRF tokens do not match.',
      'time=2026-11-20T09:14:03Z level=error msg=An error occurred error=map[id:security_csrf_violation message:the request was rejected to protect you from Cross-Site-Request-Forgery] service_name=Ory Kratos',
      '2026-11-20 09:14:03,120 ERROR in csrf: The CSRF token is missing.',
      'Forbidden (CSRF token missing or incorrect.): /login',
    ],
    no: ['2026-11-20 09:14:03,120 DEBUG in csrf: setting cookie csrf_token'],
  },
  'oidc-redirect': {
    yes: [
      'time=2026-11-20T09:14:03Z level=error msg=oidc callback error_description=AADSTS50011: The redirect URI specified in the request does not match',
    ],
    no: ['time=2026-11-20T09:14:03Z level=info msg=redirecting redirect_uri=/self-service/methods/oidc/callback'],
  },
  'mail-not-sent': {
    yes: [
      'time=2026-11-20T09:14:03Z level=error msg=Unable to dispatch message. error=map[message:dial tcp 203.0.113.9:587: connect: connection refused] service_name=Ory Kratos',
      "smtplib.SMTPRecipientsRefused: {'ana@acme-corp.example': (554, b'5.7.1 Relay access denied')}",
      "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')",
      'time=2026-11-20T09:14:03Z level=error msg=Unable to send email using SMTP connection. audience=application error=map[message:gomail: could not send email 1: dial tcp: connect: connection refused] service_name=Ory Kratos',
    ],
    no: [
      'time=2026-11-20T09:14:03Z level=info msg=Courier sent out message. message_type=email service_name=Ory Kratos',
    ],
  },
  'database-connections': {
    yes: [
      '2026-11-20 09:14:03.120 UTC [812] FATAL:  remaining connection slots are reserved for non-replication superuser connections',
      '2026-11-20 09:14:03.120 UTC [812] FATAL:  sorry, too many clients already',
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
    ],
    no: ['2026-11-20 09:14:03.120 UTC [812] LOG:  connection authorized: database=sting application_name=web'],
  },
  'database-slow': {
    yes: [
      '2026-11-20 09:14:03.120 UTC [812] LOG:  duration: 5321.234 ms  statement: SELECT count(*) FROM audit_events',
      'postgres-1  | 2026-11-20 09:14:03.120 UTC [812] LOG:  duration: 30211.004 ms  plan:',
      '{"time":"2026-11-20T09:14:03Z","level":"warning","msg":"query","duration_ms":2210,"table":"documents"}',
    ],
    no: [
      '2026-11-20 09:14:03.120 UTC [812] LOG:  duration: 12.034 ms  statement: SELECT 1',
      '{"time":"2026-11-20T09:14:03Z","level":"info","msg":"query","duration_ms":8,"table":"documents"}',
    ],
  },
  'database-deadlock': {
    yes: ['2026-11-20 09:14:03.120 UTC [812] ERROR:  deadlock detected'],
    no: ['2026-11-20 09:14:03.120 UTC [812] LOG:  parameter "deadlock_timeout" changed to "1s"'],
  },
  'database-down': {
    yes: [
      'time=2026-11-20T09:14:03Z level=error msg="Unable to open database" error=dial tcp 172.18.0.4:5432: connect: connection refused',
      'Error: connect ECONNREFUSED 172.18.0.4:5432',
      '2026-11-20 09:14:03.120 UTC [812] FATAL:  terminating connection due to administrator command',
      'psycopg2.OperationalError: connection to server at "db" (172.18.0.4), port 5432 failed: Connection refused',
      '2026-11-20 09:14:03.120 UTC [33] FATAL:  the database system is starting up',
      'psycopg2.OperationalError: server closed the connection unexpectedly',
    ],
    no: [
      '2026-11-20 09:14:03.120 UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432',
      'time=2026-11-20T09:14:03Z level=info msg="using db:5432, timed reconnects on"',
      '2026-11-20 09:14:03.120 UTC [1] LOG:  database system is ready to accept connections',
    ],
  },
  'database-damaged': {
    yes: [
      '2026-11-20 09:14:03.120 UTC [27] WARNING:  page verification failed, calculated checksum 1234 but expected 4321',
      '2026-11-20 09:14:03.120 UTC [27] PANIC:  could not locate a valid checkpoint record',
      '2026-11-20 09:14:03.120 UTC [27] ERROR:  invalid page in block 1204 of relation base/16384/2619',
    ],
    no: ['2026-11-20 09:14:03.120 UTC [27] LOG:  checkpoint complete: wrote 42 buffers (0.3%)'],
  },
  'migration-failed': {
    yes: [
      'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.DuplicateTable) relation "documents" already exists',
      'alembic.util.exc.CommandError: Multiple head revisions are present for given argument',
      'FAILED: Target database is not up to date.',
      '2026-11-20 09:14:03,120 ERROR [sting.migrate] migration failed: relation "documents" already exists',
    ],
    no: ['INFO  [alembic.runtime.migration] Running upgrade 1a2b3c -> 4d5e6f, add documents'],
  },
  'disk-full': {
    yes: [
      'System.IO.IOException: There is not enough space on the disk.',
      '2026-11-20 09:14:03.120 UTC [812] ERROR:  could not extend file "base/16384/2619": No space left on device',
      "OSError: [Errno 28] No space left on device: '/data/uploads/x.part'",
      'Error: ENOSPC: no space left on device, write',
    ],
    no: ['overlay          50G   31G   17G  65% /'],
  },
  'out-of-memory': {
    yes: [
      'Nov 20 09:14:03 host-1 kernel: [12345.678901] Out of memory: Killed process 4711 (gunicorn) total-vm:6291456kB, anon-rss:4194304kB',
      '[12345.678901] Memory cgroup out of memory: Killed process 4711 (python3)',
      '[2026-11-20 09:14:03 +0000] [1] [ERROR] Worker (pid:71) was sent SIGKILL! Perhaps out of memory?',
      '            "OOMKilled": true,',
    ],
    no: ['            "OOMKilled": false,', 'the docs explain what out of memory means'],
  },
  'node-heap': {
    yes: [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
    ],
    no: ['<--- Last few GCs --->'],
  },
  'model-memory': {
    yes: [
      'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB',
      'time=2026-11-20T09:14:03.120Z level=WARN source=server.go:132 msg="model requires more system memory (5.6 GiB) than is available (3.1 GiB)"',
    ],
    no: [
      'time=2026-11-20T09:14:03.120Z level=INFO source=gpu.go:199 msg="no CUDA devices found"',
      'CUDA error: invalid device ordinal',
    ],
  },
  'workers-time-out': {
    yes: ['[2026-11-20 09:14:03 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:71)'],
    no: ['[2026-11-20 09:14:03 +0000] [7] [INFO] Booting worker with pid: 71'],
  },
  'certificate-expired': {
    yes: [
      'x509: certificate has expired or is not yet valid: current time 2026-11-20T09:14:03Z is after 2026-11-01T00:00:00Z',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
      'Error: certificate has expired, code: CERT_HAS_EXPIRED',
    ],
    no: ['certificate will expire in 21 days'],
  },
  'certificate-unknown': {
    yes: [
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'requests.exceptions.SSLError: certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
      'Error: self-signed certificate in certificate chain, code: SELF_SIGNED_CERT_IN_CHAIN',
    ],
    no: ['install: creating a self-signed certificate in conf/tls'],
  },
  'port-in-use': {
    yes: [
      "[2026-11-20 09:14:03 +0000] [1] [ERROR] Connection in use: ('0.0.0.0', 5050)",
      'nginx: [emerg] bind() to 0.0.0.0:443 failed (98: Address already in use)',
      'Error: listen EADDRINUSE: address already in use :::3000',
      'Error response from daemon: driver failed programming external connectivity: Bind for 0.0.0.0:8443 failed: port is already allocated',
    ],
    no: ['Listening at: http://0.0.0.0:8000 (1)'],
  },
  dns: {
    yes: [
      'curl: (6) Could not resolve host: sting.acme-corp.example',
      'psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known',
      'Error: getaddrinfo ENOTFOUND vault',
      'dial tcp: lookup kratos on 127.0.0.11:53: no such host',
      '2026/11/20 09:14:03 [emerg] 1#1: host not found in upstream "app" in /etc/nginx/conf.d/default.conf:12',
    ],
    no: ['2026/11/20 09:14:03 [notice] 1#1: resolver 127.0.0.11 ready'],
  },
  'rate-limited': {
    yes: [
      '172.18.0.1 - - [20/Nov/2026:09:14:03 +0000] "POST /api/login HTTP/1.1" 429 162 "-" "curl/8.5.0"',
      '2026/11/20 09:14:03 [error] 31#31: *812 limiting requests, excess: 20.680 by zone "login", client: 172.18.0.1',
      '{"time":"2026-11-20T09:14:03Z","level":"warn","status":429,"path":"/v1/chat"}',
    ],
    no: [
      '172.18.0.1 - - [20/Nov/2026:09:14:03 +0000] "GET /api/429 HTTP/1.1" 200 429 "-" "curl/8.5.0"',
      '{"time":"2026-11-20T09:14:03Z","level":"info","status":4290}',
    ],
  },
  'clock-skew': {
    yes: [
      'Nov 20 09:14:03 host-1 chronyd[812]: System clock wrong by 123.456789 seconds',
      'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)',
      'time=2026-11-20T09:14:03Z level=error msg="Token used before issued" service_name=Ory Kratos',
    ],
    no: ['x509: certificate has expired or is not yet valid: current time 2026-11-20T09:14:03Z'],
  },
  'vault-sealed': {
    yes: [
      '2026-11-20T09:14:03.120Z [INFO]  core: vault is sealed',
      'hvac.exceptions.VaultDown: Vault is sealed, on get http://vault:8200/v1/sting/data/app',
      '{"type":"shamir","initialized":true,"sealed":true,"t":3,"n":5,"progress":0}',
    ],
    no: ['2026-11-20T09:14:03.120Z [INFO]  core: vault is unsealed', '{"initialized":true,"sealed":false,"t":3}'],
  },
  'vault-denied': {
    yes: ['hvac.exceptions.Forbidden: permission denied, on get http://vault:8200/v1/sting/data/app'],
    no: ['bash: ./install_sting.sh: Permission denied', 'open /var/log/app.log: permission denied'],
  },
  'llm-unreachable': {
    yes: [
      '2026-11-20 09:14:03,120 ERROR [sting.chatbot] LLM service unavailable',
      "requests.exceptions.ConnectionError: HTTPConnectionPool(host='ollama', port=11434): Max retries exceeded with url: /api/chat",
      'dial tcp 172.18.0.9:11434: connect: connection refused',
    ],
    no: ['time=2026-11-20T09:14:03.120Z level=INFO msg="Listening on [::]:11434 (version 0.5.7)" source=ollama'],
  },
  'redis-memory': {
    yes: [
      "redis.exceptions.ResponseError: OOM command not allowed when used memory > 'maxmemory'.",
      "1:M 20 Nov 2026 09:14:03.120 # Can't save in background: fork: Cannot allocate memory",
      'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
    ],
    no: ['1:M 20 Nov 2026 09:14:03.120 * Background saving started by pid 31'],
  },
  'redis-down': {
    yes: [
      '[2026-11-20 09:14:03,120: ERROR/MainProcess] consumer: Cannot connect to redis://redis:6379/0: Error -2 connecting to redis:6379. Name or service not known.',
      'redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.',
      'Error: connect ECONNREFUSED 172.18.0.6:6379',
    ],
    no: ['1:M 20 Nov 2026 09:14:03.120 * Ready to accept connections tcp'],
  },
  'upstream-down': {
    yes: [
      '2026/11/20 09:14:03 [error] 31#31: *812 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.1, server: sting.example.net, request: "GET / HTTP/1.1", upstream: "http://172.18.0.7:8000/"',
      '2026/11/20 09:14:03 [error] 31#31: *812 upstream prematurely closed connection while reading response header from upstream',
      '172.18.0.1 - - [20/Nov/2026:09:14:03 +0000] "GET / HTTP/1.1" 502 157 "-" "Mozilla/5.0"',
    ],
    no: ['172.18.0.1 - - [20/Nov/2026:09:14:03 +0000] "GET / HTTP/1.1" 200 502 "-" "Mozilla/5.0"'],
  },
  'upstream-slow': {
    yes: [
      '2026/11/20 09:14:03 [error] 31#31: *812 upstream timed out (110: Connection timed out) while reading response header from upstream',
      '172.18.0.1 - - [20/Nov/2026:09:14:03 +0000] "POST /api/upload HTTP/1.1" 504 167 "-" "Mozilla/5.0"',
    ],
    no: ['2026/11/20 09:14:03 [info] 31#31: *812 client timed out'],
  },
}
