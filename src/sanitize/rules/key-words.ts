/** Words that keys are made of. A key is split into words first: `dbUserPassword2` is db, user, password, 2. */
const list = (words: string) =>
  new Set(
    Buffer.from(words)
      .toString('latin1')
      .split(/[ \n]+/)
      .filter(Boolean),
  )

/** A value beside one of these is a secret, however plain it looks. */
export const passwordWords =
  list(`secret password passwords passwd passwort passphrase passcode pwd pass pw passwrd pswd passw psw psk kennwort
contrasena contraseña contrasenya motdepasse mdp senha wachtwoord haslo hasło heslo parola lösenord losenord adgangskode salasana jelszo jelszó
şifre sifre parole geslo lozinka κωδικός κωδικος κωδικού סיסמה authtok setcookie
пароль parol 密码 密碼 口令 パスワード 비밀번호 암호 비번 패스워드 requirepass paasword passowrd masterauth bindpw rootpw storepass keypass storepassword keypassword userpass
passout passin sshpass unlockcode pincode
zaporka sifra šifra slaptazodis slaptažodis parool kodeord lykilord matkhau katasandi пин гасло лозинка парола пароля zugangscode losungswort
contrasenya contrasinal pasahitza senhas passwörter kennwörter wachtwoorden matkhẩu toegangscode claveacceso sandi رمزعبور`)

/** A value beside one of these is a secret unless it is plainly a word or a setting. */
export const secretWords =
  list(`secret secrets secretkey secretaccesskey apikey apikeys apitoken apisecret appsecret appkey accesskey accesstoken
authtoken authkey authorization token tokens bearer jwt credential credentials creds cred privatekey privkey signingkey encryptionkey masterkey
sharedkey accountkey storagekey sessionkey clientsecret refreshtoken idtoken csrftoken xsrftoken csrf xsrf cookie cookies sessionid sessid sid
phpsessid jsessionid crumb otp totp mfacode passkey mnemonic seedphrase sas sastoken connectionstring connstr connstring dsn geheimnis jeton ticketgrant
webhooktoken webhooksecret deploykey licensekey activationcode recoverycode backupcode cvv cvc cvv2 cvc2 securitycode presharedkey community
clave chave chiave clé jeton schlüssel schluessel zugangsschlüssel geheimschlüssel llave klucz sleutel secrète verifier
einmalcode bestätigungscode sicherheitscode freischaltcode whsec macaroon pepper encryptionpepper fernetkey appkeys authpass privpass keytab kubeconfig dockerconfigjson dockercfg serviceaccountkey ключ токен секрет 令牌 密钥 密鑰 トークン 토큰`)

/** These count only with a value that looks random. */
export const weakWords =
  list(`key keys auth sig signature signed hmac salt nonce code session hash digest pin seed assertion ticket oauth
sessions challenge certificate cert secretid roleid passwordless x-sig signing clientkey privatekeyid saml samlresponse relaystate cle clef`)

/** Before `key`, these make a secret of it … */
export const keyQualifiers =
  list(`api access secret private priv encryption encrypt decryption crypto cipher aes rsa master signing sign signature service account
storage license licence subscription shared auth authentication authorization deploy deployment app application client consumer webhook integration write ingest ingestion
admin root server user session jwt token hmac ssh ssl tls pgp gpg wireguard vpn wifi wpa psk preshared pre product activation recovery backup stream instrumentation
function host data vault kms rest merchant publishing management provisioning registration device network join cluster bot license maps fernet unseal unlock symmetric wrapping transport object_ hub search cosmos`)

/** … and these do not. */
export const harmlessQualifiers =
  list(`primary foreign sort cache partition index composite unique row object registry redis map i18n translation public pub publishable
idempotency dedup dedupe routing group lookup natural surrogate candidate hash range shard bucket s3 dict json yaml config setting settings property event message
metric label tag column field table hot short keyboard arrow function_ enter escape shift ctrl control tab delete return any press react item node path file sorting
locale storage_ local_ host_ known turn pivot schema sequence`)

/** Last words that turn a key into a remark about a secret. */
export const remarkWords =
  list(`min max minimum maximum len length size sizes count counts limit limits policy policies require required requires requirement requirements
expire expires expired expiry expiration expiring ttl age timeout timeouts type types kind name names file files filename filepath path paths dir directory folder ref refs
reference references url urls uri uris endpoint endpoints host hostname port ports id ids enabled enable disabled disable valid invalid validity validation status state
states error errors field fields label labels hint hints prompt placeholder title changed change changes reset resets update updated updates created deleted last
attempt attempts retries retry rotation rotate rotated rotating algorithm algo alg encoding format formats version versions usage use used strength prefix suffix header headers provider
providers manager store position present exists exist missing empty set mode class bucket scope scopes issuer audience info source generator validator service
authentication method methods strategy handler handling helper util utils factory builder parser reader writer interval period day days date time timestamp at on by
from for is has was can should must allow allowed allows deny denied needs need message messages msg description desc text_ template page form input output
column table index schema rule rules check checks checker number num bits bytes char chars character characters word words history score level cost rounds iterations
iteration provided supplied management operation operations event events log logs request requests response responses group groups key_ owner role roles
permission permissions plugin module backend driver client server store stores cache list lists map mapping option options setting settings config configuration
family families usage quota budget per rate balance total used left remaining available limit_ price prices cost costs index indices count_ ring server_ protection
protected protect auth_ question questions recovery email link page screen view dialog modal button title tip tips tooltip icon error_ success failure failed fail fails
flow grant grants uses target sequence step stage lifetime duration bucketname region verified verification validated revoked revoke refresh refreshed issued rejected
mgr realm wrapper guard filter adapter converter resolver matcher dispatcher listener interceptor middleware subsystem library package
encryption hashing hasher hashers encoder encoders validators lock locked expiresin expiresat expire_in exp iat nbf`)

/** Words behind the deciding one that change nothing. */
export const tailWords =
  list(`value values val string str text plain plaintext raw base64 b64 enc encoded encrypted data new old current confirm confirmation confirmed again
repeat verify default prod production dev development staging test live primary secondary main env hex pem content contents body override active previous next temp tmp
admin root user app db database api sha256 md5 bcrypt hash hashed digest salted salt blob bytes_ in out param arg`)

/** Product words that make a kind more telling: `postgres-password`. */
export const productWords =
  list(`postgres postgresql mysql mariadb mongo mongodb redis rabbitmq kafka elastic elasticsearch oracle mssql smtp imap ldap ftp sftp ssh
github gitlab aws azure gcp google slack stripe twilio sendgrid datadog heroku cloudflare okta vault docker npm kratos hydra jenkins grafana minio s3
database db admin root vpn wifi proxy keycloak nexus sonar sentry django rails wordpress cosmos`)
