/**
 * Support words of other languages and the English ones that desks are written in: `english: word, word stem…, …`.
 * A word that ends in `*` stands for every word that begins so (German compounds, verb forms). Words of scripts without
 * spaces are found anywhere in the text.
 */
const lines = `
login: anmeld*, einlogg*, eingeloggt, anzumelden, connecter, connexion, identifier, authentifier, iniciar, sesión, sesion, acceder, ingresar, accedere, accesso, entrar, inloggen, aanmelden, zalogować, logowanie, logowania, войти, вход, входа, залогиниться, авторизация, ログイン, サインイン, 登录, 登陆, 登入, 로그인, giriş, girişi, oturum aç*, giremiyorum
logged out: abgemeldet, ausgeloggt, déconnecte*, déconnecté*, desconecta*, ログアウト, 登出, wyloguje, wylogowuje, oturumum kapan*
password: passwort*, kennwort*, passe, contraseña*, contrasena*, senha, wachtwoord*, hasło, hasła, пароль, пароля, パスワード, 密码, 密碼, 비밀번호, şifre*, parola*, mot de passe, hasłem
account: konto, benutzerkonto, compte, cuenta, conta, rekening, аккаунт, учетная, アカウント, 账号, 账户, 계정, hesap, hesab*, kont*
two-factor: zwei-faktor*, zweiten, zweite, zweifaktor*, 二要素, 二段階, 双因素, 双重
registration: registrier*, inscription, inscrire, registrarse, registro, registrar, registreren, rejestracja, регистрация, 登録, 注册
database: datenbank*, données, datos, database, dati, dados, gegevens, baza, bazy, база, базы, データベース, 数据库, 資料庫, 데이터베이스, veritaban*, banco de dados, bazę
connections: verbindungen, connexions, conexiones, соединений, 接続数
slow: langsam*, lahm, träge, lent, lente, lentement, lento, lenta, lentos, lentitud, traag, wolno, wolny, медленно, тормозит, 遅い, 遅く, 重い, 很慢, 变慢, 太慢, 느려, 느립니다, yavaş*, langsame, wolna, wolne, lentísim*, lentissim*, powoli
memory: speicher*, arbeitsspeicher, mémoire, memoria, geheugen, pamięci, память, памяти, メモリ, 内存, bellek, belleğ*
takes forever: dauert, ewig, éternité, tarda, duurt
network: netzwerk*, réseau, red, rete, rede, netwerk*, sieć, сеть, сети, ネットワーク, 网络, 네트워크
certificate: zertifikat*, certificat*, certificado*, certificaat, certyfikat, сертификат, 証明書, 证书, 인증서, sertifika*, certyfikat*, сертификат*
expired: abgelaufen, läuft ab, expiré*, caducad*, caducó, vencid*, expirad*, scadut*, verlopen, wygas*, истек*, просрочен*, süresi doldu, 有効期限, 期限切れ, 过期, 過期
connection refused: abgelehnt, verweigert, refusée, rechazada, connexion refusée, 拒否, 拒绝
port: anschluss, puerto, porta, poort, порт, ポート, 端口, 포트
firewall: pare-feu, cortafuegos, ファイアウォール, 防火墙
install: installier*, installation, installer, instalar, instalación, instalacion, instalação, installeren, installatie, zainstalować, instalacja, instalacji, установить, установка, установки, インストール, 安装, 安裝, 설치, kur, kurulum*, nasıl kurarım, instaluj*, zainstal*
update: aktualisier*, mise à jour, actualización, actualizacion, actualizar, actualicé, atualização, bijwerken, aktualizacja, aktualizacji, обновление, обновления, обновить, アップデート, 更新, 升级, 업데이트, güncelle*, aggiornament*, atualiza*, aktualizacj*, обновлени*
upgrade: hochrüsten, aktualisierung, mettre à niveau, アップグレード, 升级
rollback: zurückrollen, zurücksetzen, revenir en arrière, revertir, ロールバック, 回滚
server: rechner, serveur, servidor, сервер, сервера, サーバー, サーバ, 服务器, 서버, sunucu*, serwer*, сервер*
backup: sicherung*, datensicherung*, sauvegarde*, respaldo*, copia de seguridad, copias de seguridad, cópia de segurança, kopia zapasowa, резервная, резервную, бэкап, バックアップ, 备份, 備份, 백업, yede*, kopię zapasową, kopie zapasowe, back-up, резервн*
restore: wiederherstell*, zurückspielen, restaur*, herstellen, przywrócić, восстановить, восстановление, 復元, リストア, 恢复, 복원, geri yükle*, przywróc*, przywrac*, ripristin*, terugzet*, восстанов*, 恢復
deleted: gelöscht, löschen, supprimé*, borrado, borré, eliminado, удалил, удалить, удалено, 削除, 删除, 删除了, sildim, silindi, usunąłem, usunięt*, verwijderd
data loss: datenverlust*, perte de données, pérdida de datos, perdida de datos, потеря данных, データ損失, 数据丢失
security: sicherheit*, sécurité, seguridad, sicurezza, segurança, beveiliging, безопасность, безопасности, セキュリティ, 安全漏洞
vulnerability: sicherheitslücke*, schwachstelle*, faille, vulnérabilité*, vulnerabilidad*, уязвимость, 脆弱性, 漏洞
hacked: gehackt, piraté, hackeado, взломали, ハッキング, 被黑
invoice: rechnung, rechnungen, facture*, factura, facturas, fatura, fattura, factuur, faktura, faktury, счет, счёт, 請求書, 发票, 청구서, fatura*, faktur*, счёт*, счет*
charged: abgebucht, berechnet, facturé, prélevé, cobrado, cobraron, списали, 請求, 扣款
license: lizenz*, licence, licencia*, licença, licentie, licencja, лицензия, ライセンス, 许可证
refund: erstattung, rückerstattung, remboursement, reembolso, возврат, 返金, 退款
price: preis, preise, kosten, prix, precio, precios, preço, prijs, cena, цена, 価格, 料金, 价格, fiyat*, ücret*, cuesta, coûte, custa, koszt*, kosztuje, ile kosztuje, стоит
chatbot: chatbot, assistent, asistente, assistant, чатбот, чат-бот, チャットボット, 聊天机器人, 챗봇
answers: antwortet, antworten, antwort, répond, réponses, responde, respuestas, отвечает, ответы, 回答, 返答, 答え, cevap*, yanıt*, odpowiada, odpowiedzi
model: modell, modelle, modèle*, modelo*, модель, モデル, 模型
documents: dokument*, documents, documentos, документы, ドキュメント, 文書, 文档
broken: kaputt, defekt, funktioniert nicht, geht nicht, klappt nicht, läuft nicht, startet nicht, lädt nicht, ne fonctionne pas, ne fonctionne plus, marche pas, ne marche pas, ne marche plus, no funciona, no carga, no arranca, no responde, non funziona, não funciona, werkt niet, nie działa, не работает, не запускается, не открывается, 動かない, 動きません, 動作しない, できません, できない, 起動しない, 不工作, 无法, 不能, 失败, 打不开, 안됩니다, 안 됩니다, 작동하지, çalışmıyor, bozuk
cannot: kann nicht, kann mich nicht, können nicht, können uns nicht, peux pas, peux plus, pouvons pas, pouvons plus, no puedo, no podemos, no pueden, non riesco, não consigo, kan niet, nie mogę, не могу, не можем, yapamıyorum, yapamıyoruz, olmuyor, açamıyorum, nie możemy, non posso, não posso, kunnen niet
error: fehler, fehlermeldung, erreur, errores, errore, erro, fout, foutmelding, błąd, ошибка, ошибку, エラー, 错误, 報錯, 报错, 오류, hata*, błęd*
crash: absturz, abgestürzt, stürzt ab, plante, planté, se cuelga, вылетает, падает, упал, クラッシュ, 落ちる, 落ちた, 崩溃
failed: fehlgeschlagen, schlägt fehl, échoue, échec, fallo, falla, falló, fallisce, falhou, mislukt, 失敗, 失敗し
outage: ausfall, ausgefallen, panne, caído, caida, caída, недоступен, недоступна, ダウン, 停止, 宕机, 瘫痪
production: produktion, produktiv*, producción, produccion, продакшн, проде, 本番, 生产环境
urgent: dringend, eilig, eilt, sofort, urgente, spoed, dringende, pilne, срочно, 至急, 緊急, 紧急, 急ぎ, 긴급, acil
everyone: alle benutzer, alle nutzer, alle kollegen, tout le monde, tous les utilisateurs, todos los usuarios, все пользователи, 全員, 所有用户, 所有人
nobody: niemand, keiner, personne ne, nadie, никто, 誰も, 没有人
cannot login: nicht mehr rein, nicht rein, komme nicht rein, kommt nicht rein
password rejected: passwort wird abgelehnt, kennwort wird abgelehnt
how do i: wie kann ich, wie kann man, wie mache ich, wie richte ich, wo finde ich, comment faire, comment puis-je, comment, cómo puedo, cómo, como puedo, dónde, come posso, come, como faço, hoe kan ik, hoe, jak mogę, jak, как, どうすれば, どうやって, 方法, ですか, 如何, 怎么, 怎样, 어떻게, nasıl, nereden, gdzie, où, waar, onde, dove, где
feature request: wäre schön, wünsche mir, wunsch, funktionswunsch, könntet ihr, ce serait bien, serait possible d'ajouter, sería genial, estaría bien, me gustaría, zou mooi zijn, было бы здорово, 追加してほしい, 機能追加, 希望, 建议增加, 希望能
`

interface Term {
  english: string[]
  words: string[]
  isStem: boolean
}

const spaced = new Map<string, Term[]>()
const unspaced: { sign: string; english: string[] }[] = []
const hasNoSpaces = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/

for (const line of lines.trim().split('\n')) {
  const [english, terms] = line.split(': ') as [string, string]
  for (const term of terms.split(', ')) {
    if (hasNoSpaces.test(term)) {
      unspaced.push({ sign: term, english: english.split(' ') })
      continue
    }
    const words = term.replace(/['’]/g, '').replace('*', '').replace('-', ' ').split(' ')
    const entry = { english: english.split(/[ -]/), words, isStem: term.endsWith('*') }
    const key = words[0]!.slice(0, 3)
    spaced.set(key, [...(spaced.get(key) ?? []), entry])
  }
}

/**
 * English support words for what a text in another language says, to be read beside it; nothing for English.
 *
 * @param tokens the text's words, lower-case.
 */
export function gloss(tokens: readonly string[], text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    for (const term of spaced.get(tokens[at]!.slice(0, 3)) ?? []) {
      if (term.words.every((word, offset) => matches(tokens[at + offset], word, term.isStem)))
        found.push(...term.english)
    }
  }
  if (hasNoSpaces.test(text)) {
    for (const { sign, english } of unspaced) if (text.includes(sign)) found.push(...english)
  }
  return found
}

const matches = (token: string | undefined, word: string, isStem: boolean) =>
  token !== undefined && (token === word || (isStem && token.startsWith(word)))
