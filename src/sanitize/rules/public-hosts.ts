/** Hosts that everybody uses and that tell nothing about anybody; their subdomains count too. A desk can add its own. */
export const publicHosts: readonly string[] =
  `localhost example.com example.org example.net example.edu github.com githubusercontent.com github.io gitlab.com bitbucket.org
npmjs.org npmjs.com nodejs.org yarnpkg.com pypi.org pythonhosted.org python.org rubygems.org crates.io rust-lang.org docs.rs golang.org go.dev
docker.io docker.com quay.io gcr.io ghcr.io k8s.io kubernetes.io helm.sh mcr.microsoft.com maven.org apache.org mozilla.org w3.org
debian.org ubuntu.com fedoraproject.org redhat.com centos.org alpinelinux.org archlinux.org kernel.org gnu.org sourceforge.net
letsencrypt.org ietf.org iana.org unicode.org json-schema.org xmlsoap.org openid.net opensource.org creativecommons.org
wa.me api.whatsapp.com google.com microsoft.com apple.com stackoverflow.com wikipedia.org discord.com discord.gg discordapp.com discordapp.net
developer.mozilla.org nginx.org nginx.com postgresql.org mysql.com redis.io sqlite.org ory.sh vaultproject.io hashicorp.com
socket.io login.microsoftonline.com sts.windows.net in-addr.arpa ip6.arpa kubernetes.default.svc kubernetes.default.svc.cluster.local`.split(
    /\s+/,
  )

/** Services that everybody asks by one name; their subdomains are customers'. */
export const publicServices: readonly string[] =
  `hooks.slack.com api.slack.com www.googleapis.com oauth2.googleapis.com storage.googleapis.com type.googleapis.com accounts.google.com www.google.com
s3.amazonaws.com sts.amazonaws.com iam.amazonaws.com ec2.amazonaws.com sqs.amazonaws.com sns.amazonaws.com kms.amazonaws.com secretsmanager.amazonaws.com
lambda.amazonaws.com rds.amazonaws.com core.windows.net graph.microsoft.com management.azure.com api.telegram.org api.openai.com api.anthropic.com
api.stripe.com api.sendgrid.com api.mailgun.net smtp.gmail.com smtp.office365.com smtp.sendgrid.net pool.ntp.org checkip.amazonaws.com`.split(
    /\s+/,
  )
