import type { Directive } from './directive.ts'

/** A user's name as logs write it, perhaps in quotes. */
const login = (group: string) => `['"\\x60<\\[]?(?<${group}>[A-Za-z_\\x80-\\xff][\\w.$\\x80-\\xff-]{1,48})`
/** The same where only its shape tells it from a word: a digit, a sign or a capital within. */
const marked = (group: string) =>
  `(?:['"\\x60](?<${group}>[A-Za-z_\\x80-\\xff][\\w.$\\x80-\\xff-]{1,48})['"\\x60]|(?<${group}0>(?=[a-zA-Z]+(?:[\\d_.-][\\w]|[A-Z][a-z]))[A-Za-z][\\w.$-]{2,48}))`
/** What may stand behind a name: the end of the clause, or how it goes on. */
const clauseEnd = `(?=['"\\x60>\\]]?(?:[.,;:)!]?\\s*$|[,;:)] | (?:\\(|from|on|at|via|by|with|using|in|after|due|because|to|through|over|against)))`
const topic = `(?:[Ll]og[- ]?[Ii]ns?|[Ll]ogo(?:n|ut)s?|[Ss]ign[- ]?ins?|[Aa]uth(?:entications?)?|[Pp]asswords?|[Pp]assphrase|[Ss]essions?|[Tt]okens?|[Aa]ccess|MFA|[Mm]fa|OTP|otp|2FA|2fa|[Pp]ermissions?|[Cc]redentials?|[Aa]ccounts?|[Tt]ickets?|[Kk]eys?|[Pp]rivileges?|[Rr]oles?|[Ii]mpersonation)`

/** Users by what a sentence says that they did, or that was done to them. */
export const loginDirectives: readonly Directive[] = [
  {
    name: 'user',
    literals:
      'succeeded~for~ failed~for~ failure~for~ failures~for~ successful~for~ changed~for~ denied~for~ denied~to~ granted~for~ granted~to~ reset~for~ revoked~for~ issued~for~ issued~to~ expired~for~ disabled~for~ enabled~for~ locked~for~ rejected~for~ accepted~for~ created~for~ updated~for~ attempt~for~ attempts~for~ required~for~ ended~for~ started~for~',
    from: 'near',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?\\b${topic}\\b[^\\r\\n]{0,40}? (?:(?:succeeded|failed|failures?|successful|changed|denied|granted|reset|locked|rejected|accepted|attempts?) (?:for|to) (?:the )?(?:user(?:name)? |account |member |login )?${login('login')}${clauseEnd}|(?:revoked|issued|expired|disabled|enabled|created|updated|required|ended|started) (?:for|to) (?:the )?(?:(?:user(?:name)?|account|member|login) ${login('login1')}|${marked('login2')})${clauseEnd})`,
    ),
    source: 'how services write of a login',
    yes: [],
    no: [
      'password changed for all users',
      'login failed for unknown reason',
      'access denied to resource /admin',
      'Auth successful for job_1445144423722_0020 (auth:SIMPLE)',
      'authentication failed for this request',
      'a session was created for each request',
      'key created for signing',
      'roles updated for project',
    ],
  },
  {
    name: 'user',
    literals: 'account~ cuenta~ compte~ konto~ benutzerkonto~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[Aa]ccount|[Cc]uenta|[Cc]ompte|(?:[Bb]enutzerk|[Kk])onto) ${login('login')}['"\\x60>\\]]? (?:(?:has been|was|is|is now|wurde|est|a \\xc3\\xa9t\\xc3\\xa9|fue|ha sido) )?(?:disabled|locked|unlocked|enabled|deleted|created|expired|suspended|removed|activated|deactivated|blocked|renamed|gesperrt|entsperrt|gel\\xc3\\xb6scht|angelegt|deaktiviert|verrouill\\xc3\\xa9|d\\xc3\\xa9sactiv\\xc3\\xa9|supprim\\xc3\\xa9|bloque?ad[ao]|eliminad[ao]|desactivad[ao])`,
      'i',
    ),
    source: 'how services write of an account',
    yes: [],
    no: ['account is disabled', 'the account was locked', 'account has been created', 'Konto wurde gesperrt'],
  },
  {
    name: 'user',
    literals:
      'attempt~by~ attempts~by~ performed~by~ initiated~by~ changed~by~ modified~by~ deleted~by~ updated~by~ approved~by~ executed~by~ disabled~by~ enabled~by~ requested~by~ uploaded~by~ cancelled~by~ canceled~by~ granted~by~ revoked~by~ submitted~by~ assigned~by~ removed~by~ logged~in~by~ locked~by~ edited~by~ issued~by~created~by~ assigned~to~ escalated~to~ sent~by~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[A-Za-z]{4,10}|[Ll]ogged in) (?:by|to) (?:(?:user|account|member) ${login('login')}|${marked('login1')})${clauseEnd}`,
    ),
    source: 'how an audit says who did it',
    yes: [],
    no: [
      'changed by the installer',
      'deleted by cron',
      'updated by default',
      'modified by accident, in 3 files',
      'created by npm@10',
      'updated by webhook',
      'executed by thread-12',
    ],
  },
  {
    name: 'user',
    literals: 'authenticated~ authorized~ impersonated~ impersonating~ deauthenticated~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:de)?(?:authenticated|authorized|impersonat(?:ed|ing)) (?:as )?(?:user )?${login('login')}['"\\x60>\\]]? (?:via|using|with|from|against|by|on|through|in)\\b`,
      'i',
    ),
    source: 'how services write of a login',
    yes: [],
    no: ['authenticated successfully via ldap', 'authorized requests with scope read', 'not authenticated by proxy'],
  },
  {
    name: 'user',
    literals: '~logged~in ~logged~out ~logged~on ~logged~off ~signed~in ~signed~out ~signed~up ~has~logged ~has~signed',
    from: 'near',
    pattern: new RegExp(
      `^(?:[^\\r\\n]{0,60}?(?:[\\]:|>,"'] |(?:INFO|WARN|NOTICE|DEBUG|ERROR|msg=|message=)[\\s"']{1,4}|\\b[Uu]ser |- ))?${login('login')}['"\\x60>\\]]? (?:has |have |is |was |just |successfully |has successfully )?(?:logged|signed) (?:in|out|on|off|up)\\b`,
    ),
    source: 'how services write of a login',
    yes: [],
    no: [
      'INFO Successfully logged in',
      'user is logged in',
      'Not logged in',
      'Last logged in 3 days ago',
      'WARN already signed in',
      'Users logged in: 3',
    ],
  },
  {
    name: 'user',
    literals: 'benutzer~ benutzers~ nutzer~ anwender~ benutzername~ anmeldung~von~ anmeldung~durch~ abmeldung~von~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[Bb]enutzers?|[Nn]utzer|[Aa]nwender|[Bb]enutzername|(?:[Aa]n|[Aa]b)meldung (?:von|durch)) (?:${marked('login')}(?=[\\s,.;:)\\]]|$)|${login('login1')} (?:hat|wurde|ist|angemeldet|abgemeldet|gesperrt|entsperrt|gel\\xc3\\xb6scht|angelegt|erstellt|konnte|kann|existiert|von|f\\xc3\\xbcr|auf|mit|an|ab|fehlgeschlagen|erfolgreich|nicht (?:gefunden|vorhanden))\\b)`,
    ),
    source: 'how German logs write of a user',
    yes: [],
    no: [
      'Benutzer nicht gefunden',
      'Der Benutzer wurde abgemeldet',
      'Benutzer und Gruppen',
      'Benutzer hat keine Rechte',
    ],
  },
  {
    name: 'user',
    literals: 'f\u00fcr~benutzer~ des~benutzers~ vom~benutzer~ von~benutzer~ durch~benutzer~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:f\\xc3\\xbcr|des|vom|von|durch) benutzers? ${login('login')}(?=['"\\x60]?(?:[\\s.,;:)]|$))`,
      'i',
    ),
    source: 'how German logs write of a user',
    yes: [],
    no: ['Rechte des Benutzers nicht ausreichend', 'für Benutzer mit Rechten'],
  },
  {
    name: 'user',
    literals:
      'utilisateur~ utilisatrice~ usuario~ usuaria~ usu\u00e1rio~ utilizador~ utente~ gebruiker~ anv\u00e4ndare~ bruger~ connexion~de~ sesi\u00f3n~de~ acceso~de~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[Uu]tilisat(?:eur|rice)|[Uu]suari[oa]|[Uu]su\\xc3\\xa1rio|[Uu]tilizador|[Uu]tente|[Gg]ebruiker|[Aa]nv\\xc3\\xa4ndare|[Bb]ruger|[Cc]onnexion de|[Ss]esi\\xc3\\xb3n de|[Aa]cceso de) (?:${marked('login')}(?=[\\s,.;:)\\]]|$)|${login('login1')} (?:est|a|s'est|n'a|n'existe|ne|connect\\xc3\\xa9e?|d\\xc3\\xa9connect\\xc3\\xa9e?|authentifi\\xc3\\xa9e?|depuis|ha|no|se|fue|est\\xc3\\xa1|inici\\xc3\\xb3|cerr\\xc3\\xb3|conectad[oa]|desde|foi|iniciou|entrou|\\xc3\\xa8|si|effettuato|heeft|is|aangemeld|ingelogd|afgemeld|har|loggade|inloggad|logget)(?=[\\s.,]|$))`,
    ),
    source: 'how logs in other languages write of a user',
    yes: [],
    no: [
      'utilisateur inconnu',
      'utilisateur non trouvé',
      "nom d'utilisateur requis",
      'usuario no encontrado',
      'el usuario ha cerrado la sesión',
      'usuario o contraseña incorrectos',
      'utente non valido',
      'gebruiker is onbekend',
    ],
  },
  {
    name: 'user',
    literals:
      "par~l'utilisateur~ de~l'utilisateur~ por~el~usuario~ del~usuario~ al~usuario~ pour~l'utilisateur~ dell'utente~",
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:par|de|pour) l'utilisateur|(?:por el|del|al) usuario|dell'utente) ${login('login')}(?=['"\\x60]?(?:[\\s.,;:)]|$))`,
      'i',
    ),
    source: 'how logs in other languages write of a user',
    yes: [],
    no: ["les droits de l'utilisateur sont faux", 'permisos del usuario no encontrados'],
  },
]
