/**
 * What logs mostly say. Literals are looked for by those of their letters that are rarest here, so that ordinary lines give
 * no reason to stop. Nothing depends on it but speed.
 */
export const usualText = `
2024-03-11 10:22:33.123 UTC [1234] app@shop LOG:  duration: 1234.567 ms  statement: SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = $1 ORDER BY created_at DESC LIMIT 50
2024-03-11 10:22:33.123 UTC [1234] LOG:  checkpoint complete: wrote 770 buffers (0.7%); 0 WAL file(s) added, 0 removed, 1 recycled; write=35.980 s, sync=0.008 s, total=27.264 s
127.0.0.1 - - [11/Mar/2024:10:22:33 +0000] "GET /static/app.9b1f47bf.js HTTP/1.1" 200 96731 "https://www.example.org/index.html" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
127.0.0.1 - - [11/Mar/2024:10:22:33 +0000] "POST /api/v1/orders/140147 HTTP/2.0" 201 2271 "-" "okhttp/4.12.0" rt=0.331 uct="0.000"
time=2024-03-11T09:30:42Z level=info msg=started handling request http_request=map[headers:map[accept:*/* user-agent:kube-probe/1.27] host:web:4433 method:GET path:/health/alive query:<nil> scheme:http]
{"level":"info","ts":"2024-03-11T09:30:42.123Z","caller":"controller/controller.go:123","msg":"reconciling object","namespace":"default","name":"web-1","requestId":"0f8fad5b-d9cb-469f-a165-70867728950e","status":"ok"}
I0311 09:30:42.123456       1 httplog.go:132] "HTTP" verb="GET" URI="/api/v1/namespaces/kube-system/configmaps" latency="1.234ms" userAgent="kubelet/v1.27.3 (linux/amd64) kubernetes/25b4e43" resp=200
2024-03-11 09:30:42,123 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created application attempt for the container and starting the service
2024-03-11T09:30:42.123Z DEBUG [http-nio-8080-exec-12] o.s.web.servlet.DispatcherServlet - Completed 200 OK
2024-03-11 09:30:42,123 - WARN  [RecvWorker:188978561024:QuorumCnxManager$RecvWorker@762] - Connection broken for id 188978561024, my id = 1, error =
	at org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:123)
java.lang.IllegalStateException: could not read the response from the server: connection refused, waiting for the next attempt to connect
Caused by: java.net.SocketTimeoutException: Read timed out after receiving data from the client, session expired
17/06/09 20:10:40 INFO executor.CoarseGrainedExecutorBackend: Got assigned task 12345
17/06/09 20:10:40 INFO storage.BlockManager: Found block rdd_42_20 locally
081109 203615 148 INFO dfs.DataNode$PacketResponder: Receiving block blk_38865049064139660 terminating, size 67108864 src: dest:
Mar 11 09:30:42 web kernel: [12345.678901] eth0: link up, 1000 Mbps, full duplex
Jun  9 06:06:20 web systemd[1]: Started Daily Cleanup of Temporary Directories. Finished, Stopped, Starting
Dec 10 06:55:46 web sshd[24200]: Received disconnect from: 11: Bye Bye [preauth] Failed to authenticate, authentication failure
- 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.363779 R02-M1-N0-C:J12-U11 RAS KERNEL INFO instruction cache parity error corrected
03-17 16:13:38.811  1702  2395 D WindowManager: printFreezingDisplayLogsopening app wtoken = AppWindowToken{9f4ef63 token=Token{a64f992 ActivityRecord{de9231d u0 com.example.android/.activity.MainActivity t761}}}, allDrawn= false, startingDisplayed =  false
level=info ts=1704046752 msg="request finished" method=GET path=/api/v1/items status=200 duration=342ms error=null
[10.30 16:49:06] chrome.exe - proxy:5070 close, 451 bytes (1.2 KB) sent, 18846 bytes (18.4 KB) received, lifetime 00:01
2016-09-28 04:30:31, Info                  CBS    Loaded Servicing Stack v6.1.7601.23505 with Core: C:\\Windows\\winsxs\\package, Applicable, CurrentState:
The quick information about this application is that it could not be found, which is not expected when using the default configuration of the network interface for processing
and the following operation was completed with the response returned by the server in the given time, please contact your administrator or see the documentation for details
`
