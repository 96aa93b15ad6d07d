/**
 * What people say to Bee in a ticket's thread, language by language, as patterns (see pattern.ts). A pattern fits a whole
 * clause after the small words around it ("ok", "please", "now", "thanks") are gone; precision matters more than
 * finding everything, because a thread is mostly people talking to each other.
 */

/** Lists of words that patterns name with `$`. */
export const lists: Record<string, string> = {
  it: 'it|this|that|ticket|the ticket|this ticket|my ticket|bundle|the bundle|this bundle|issue|this issue|the issue|problem|this problem|the problem|my problem|report|the report|this report|case|this case|the case|everything|this thread|the thread|a summary|the summary|the details|all this|all of this|it all|the diagnostic bundle|the sanitized bundle|my request|this request|the sanitized logs',
  ask: 'can you|could you|would you|will you|can you please|could you please|would you please|would you mind to|i want to|i would like to|id like to|i want you to|i would like you to|id like you to|we want to|wed like to|lets|let us|please|can i|could i|can we|could we|may i|you can|you may|go ahead and|feel free to|bee|bee please|@bee|@bee please|bee can you|bee could you|can bee|could bee|go ahead',
  share:
    'post|share|send|publish|put|forward|push|cross-post|crosspost|repost|drop|submit|move|copy|mirror|show|announce',
  to: 'to|in|into|on|at|over to|onto',
  issue: 'issue|issues|ticket|bug|bug report|report|bug ticket|feature request',
  open: 'create|open|file|make|raise|log|start|add|submit|generate|write',
  mail: 'email|mail',
  link: 'link|download link|bundle link|url|download|download url',
  state: 'is|its|seems|was|has been|got|is now|is all|has got|its all|is finally|its finally|is all',
}

/**
 * Each line: what it means, where to for a share, the pattern. `?` marks what is only sure when said to Bee, `place` a bare
 * place, which is an answer to "where?" and otherwise talk.
 */
export const phrases = `
solved: [all] (solved|resolved|fixed|sorted|sorted out)
solved: (it|this|that|issue|problem|the issue|the problem|my issue|my problem|everything|ticket|the ticket|this one|mine) (is|has been|was|seems) [all|now|finally] (solved|resolved|fixed|sorted|sorted out|gone)
solved: (its|thats) [all|now|finally] (solved|resolved|fixed|sorted|sorted out|working|good|ok|okay|gone|done)
solved: (it|this|that|everything|login|all) [all|now|finally|just] (works|is working|worked|does work)
solved: (it|this|that|everything) (works|is working) (now|again|like a charm|for me|as expected|perfectly|fine|great)
solved: [now|finally] (works|working) [now|again|like a charm|for me|perfectly|fine]
solved: (that|this|it|which|your answer|your suggestion|your fix|the restart|restarting|the update|updating|the workaround|the article|the link) [has|just|finally] (fixed|solved|resolved|did|sorted) (it|the problem|the issue|my problem|my issue|that|the trick|this|everything|it all)
solved: (that|this|it|your suggestion|your fix|the fix) [totally|really|actually] (worked|did the trick|helped and works)
solved: (i|we) [have|just|finally|now|ve] (fixed|solved|resolved|sorted) (it|this|that|the problem|the issue|my problem|it out) [myself|ourselves]
solved: (i|we) (got|have) it (working|fixed|solved|sorted)
solved: (got|have) it (working|fixed|solved|sorted)
solved: (all|were all|im all|we are all|i am all|were|we are) (good|set)
solved: (problem|issue|case|mystery|bug) (solved|resolved|fixed|sorted|closed)
solved: (i|we) can (log in|login|sign in|connect) [now|again|fine]
solved: (mark|set) $it as (solved|resolved|fixed|done)
solved: [ $ask ] (mark|set) [ $it ] [as] (solved|resolved|fixed|done)
solved: (this|it|ticket|the ticket|this ticket) (can be|may be|could be) (closed|marked as solved)
solved: (you|we) can (close|resolve) $it
solved: das [problem] (ist|wäre|hat sich) (gelöst|behoben|erledigt)
solved: (das problem|problem|es|das|alles|ticket|das ticket) [hat sich|ist|wurde] (gelöst|behoben|erledigt)
solved: (erledigt|gelöst|behoben|hat sich erledigt|hat geholfen|funktioniert|geht|läuft|klappt)
solved: (es|das|alles|jetzt|nun) (funktioniert|geht|läuft|klappt|ging) [jetzt|wieder|nun]
solved: das (hat geholfen|wars|war es|hat funktioniert|hat es gelöst|hat das problem gelöst)
solved: (cest|cela est|ça est|le problème est|problème|tout est) (résolu|réglé|réparé|bon)
solved: (ça|cela|tout|ca) (marche|fonctionne|refonctionne|a marché|a fonctionné|remarche)
solved: (résolu|réglé|cest bon|ça y est)
solved: (está|esta|quedó|ya está|ya quedó|problema|el problema está) (resuelto|solucionado|arreglado)
solved: (resuelto|solucionado|arreglado|funciona|ya funciona|funcionó|eso funcionó|ahora funciona|todo funciona|eso lo resolvió|eso lo solucionó)
solved: (è risolto|risolto|funziona|ora funziona|ha funzionato|problema risolto|resolvido|funcionou|está resolvido|problema resolvido|opgelost|het werkt|het is opgelost|werkt weer|działa|już działa|rozwiązane|решено|заработало|работает|всё работает|все работает|проблема решена)
solved: (解決しました|解決した|解決です|直りました|直った|動きました|動くようになりました|できました|治りました|解决了|已解决|好了|可以了|해결됐습니다|해결되었습니다|해결했어요)
solved: [it|this|that|the problem|the issue|problem|issue] [has|have] (fixed|solved|resolved) itself
solved: (i|we) (managed to|was able to|were able to|could) (fix|solve|resolve) (it|this|that|the problem|the issue) [myself|ourselves]
solved: (i|we) (managed to|was able to|were able to) (log in|login|sign in|connect|get in|get it working)
solved: that (was it|did it)
close: [ $ask ] close $it
close: [ $ask ] close [down]
close: nevermind [i|we|found it|solved it|it was my fault|my mistake]
close: (forget it|forget about it|not needed any more|not needed anymore|no longer needed|you can close|i dont need this anymore|we dont need this anymore|i dont need help anymore)
close: (hat sich erledigt|kannst du schließen|bitte schließen|ticket schließen|schließ das ticket|ferme le ticket|fermez le ticket|cierra el ticket|puedes cerrar el ticket|チケットを閉じて|クローズしてください)
still-broken: (it|this|that|problem|issue|the problem|the issue|the error|everything|login|mine) (is|was|does|did|has|works|seems) [still] (not|no) [yet|been|longer|really|actually|completely] (solved|resolved|fixed|work|working|works|gone|solve it|help|fix it|better|changed)
still-broken: (it|this|that|problem|issue|the problem|the issue|the error|everything|login|mine) (isnt|wasnt|doesnt|didnt|hasnt|wont) [yet|been|still|really|actually|completely|even] (solved|resolved|fixed|work|working|gone|solve it|solve the problem|solve the issue|solve my problem|fix it|fix the problem|fix the issue|fix anything|help|help me|help us|change anything|better|do anything|do the trick|make a difference)
still-broken: (that|this|it) did not (solve|fix|help|work|change) [it|anything|the problem|the issue|with it|me|us]
still-broken: [its|it is|this is|thats|is|was|issue|problem] not [yet|really|completely|actually] (solved|resolved|fixed|working|fixed yet|solved yet|gone)
still-broken: (its|it is|this is|everything is|thats|login is|is|was|were|we are|its all) [still|again] (broken|failing|down|not working|happening|the same|stuck|locked out|unsolved|an issue|a problem|crashing|slow)
still-broken: (broken|failing|not working|doesnt work|dont work|happening|no luck|no change|no success|the same|getting the same error|cant log in|cannot log in|cant login|unsolved)
still-broken: (i|we) (still have|still get|still see|am still getting|are still getting|still am getting) the same (error|problem|issue|message|thing)
still-broken ?: (same problem|same issue|same error|the same error|the same problem|the same issue)
still-broken: (i|we) (cant|cannot|can not) [still] (log in|login|sign in|connect|access it|get in)
still-broken: (the problem|problem|the error|the issue|issue|error|it|bug|the bug) (persists|remains|came back|is back|comes back|returned|has returned|continues|occurs|happens|fails|is there|is the same|happened|keeps happening|broke|stopped working)
still-broken: (its|it is) back
still-broken: (it|this|that|login|the app|the page|the restore|the backup|everything) still (fails|crashes|happens|occurs|hangs|loops|breaks|freezes|times out|errors|does it|does that|shows the error|shows the same error)
still-broken: (i|we) still (cant|cannot|can not) (log in|login|sign in|connect|access it|get in|use it|work)
still-broken: (funktioniert|geht|klappt|läuft) leider [immer noch|noch immer] (nicht|nicht mehr)
still-broken: (ich|wir) (kann|können) (mich|uns) [immer noch|leider|noch immer] nicht (einloggen|anmelden)
still-broken: (まだログインできません|まだ動かない|まだできません|まだエラーが出ます|まだ同じです|まだ治りません|ダメでした|だめでした)
still-broken: (didnt|did not|doesnt|does not|hasnt) (help|work|solve it|fix it|change anything|helped|worked|solve the problem|fix the problem|make a difference|solve anything)
still-broken: [ $ask ] reopen [ $it ]
still-broken: (geht|funktioniert|klappt|läuft) [immer noch|noch immer|leider|weiterhin] (nicht|nicht mehr|auch nicht)
still-broken: (es|das|das problem|der fehler|login) (geht|funktioniert|klappt|läuft|hat|ist) [immer|noch|leider|weiterhin] [noch|immer] (nicht|nicht geholfen|nicht gelöst|nicht behoben|kaputt|da|nicht funktioniert|nicht weg)
still-broken: (das problem|der fehler) (besteht|tritt) [immer noch|weiterhin|noch|noch immer] [auf|wieder auf]
still-broken: (immer noch|noch immer) (kaputt|nicht|das gleiche|dasselbe|der gleiche fehler|derselbe fehler)
still-broken: hat [leider] nicht (geholfen|funktioniert)
still-broken: (ça|ca|cela|tout) ne (marche|fonctionne) [toujours] (pas|plus)
still-broken: (toujours|encore) (cassé|pas|en panne|le même problème|la même erreur)
still-broken: (toujours pas|pas encore|nest pas|cest toujours pas|ce nest pas|le problème nest pas|ça na pas) [résolu|réglé|marché|fonctionné|toujours résolu|encore résolu]
still-broken: (sigue|todavía|aún|aun|todavia) [sin|no] (funcionar|funciona|roto|fallando|igual|está resuelto)
still-broken: (no|eso no|aún no|todavía no|eso no lo) (funcionó|funciona|lo resolvió|ayudó|resolvió|está resuelto|se resolvió|solucionó)
still-broken: (ainda não funciona|não funcionou|não resolveu|non funziona ancora|ancora non funziona|non ha funzionato|werkt nog steeds niet|niet opgelost|nog steeds kapot|nadal nie działa|nie działa|все еще не работает|всё ещё не работает|не помогло|по-прежнему не работает|не решено)
still-broken: (まだ動きません|まだ直りません|まだ解決していません|直っていません|まだだめです|解決していません|まだ壊れています|直りません|还是不行|还没解决|没有解决|仍然不行|아직 안 됩니다|해결되지 않았습니다)
new-link: [ $ask ] (make|create|get|give|send|generate|issue|need|have|want|post) [me|us] (a|another|one more|me a|us a) (new|fresh|another|working) $link
new-link: (i|we) (need|want|would like|require) (a|another) [new|fresh|working] $link
new-link: (a|another) (new|fresh) $link
new-link: (new|fresh|another) $link
new-link: [ $ask ] (renew|refresh|extend|regenerate|recreate) [the|this|that|my|our] $link
new-link: [the|that|this|my|our|your|bundle|download] (link|download link|bundle link) (expired|has expired|is expired|is dead|died|is gone|has run out|ran out|timed out|doesnt work|does not work|is not working|isnt working|no longer works|is invalid|is used up|is broken|doesnt work anymore|does not work anymore|stopped working)
new-link: (link expired|expired link|dead link|link is dead)
new-link: (neuer link|neuen link|ein neuer link|einen neuen link|brauche einen neuen link|ich brauche einen neuen link|wir brauchen einen neuen link|mach einen neuen link|erstelle einen neuen link|link erneuern|der link ist abgelaufen|link ist abgelaufen|der link funktioniert nicht|der link geht nicht|der link funktioniert nicht mehr)
new-link: (nouveau lien|un nouveau lien|le lien a expiré|lien expiré|le lien ne marche plus|le lien ne fonctionne plus|nuevo enlace|un nuevo enlace|el enlace expiró|el enlace ha caducado|el enlace caducó|enlace nuevo|necesito un nuevo enlace|jai besoin dun nouveau lien|il me faut un nouveau lien|il nous faut un nouveau lien|novo link|nieuwe link|de link is verlopen|новая ссылка|ссылка истекла|нужна новая ссылка)
new-link: (新しいリンク|新しいリンクをください|リンクの期限が切れました|リンクが切れました|リンク切れです|リンクを更新してください|新しいリンクを作って|链接过期了|链接失效了|新链接)
human: [ $ask ] (i|we) [really|just] (need|want|would like) [to talk to|to speak to|to speak with|to talk with|to see|help from] (a human|a real human|a person|a real person|a human being|someone real|somebody real|a real human being|an engineer|a moderator|a mod|support staff|the staff|staff|an agent|a support engineer|a support agent|a technician)
human: [ $ask ] (talk|speak|chat) (to|with) (a human|a real human|a person|a real person|an engineer|a moderator|someone real|somebody real|support staff|the staff|an agent|a support engineer)
human: [ $ask ] (get|call|fetch|ping|summon|bring|notify|alert|find|page|involve|connect me to|connect me with|put me through to|transfer me to) [me|us|in] (a human|a person|a real person|an engineer|a moderator|the moderators|a mod|the mods|staff|the staff|someone from support|somebody from support|someone from the team|a support engineer|an agent|support staff)
human: (can|could|may) (i|we) [please] (talk|speak|chat) (to|with) (a human|a person|a real person|a real human|someone|somebody|an engineer|a moderator|someone real|support|an agent|staff)
human: (can|could|would) (a human|a real person|a person|an engineer|a moderator|someone from support|somebody from support|someone from the team|someone from staff|a mod|staff) [please] (help|help me|help us|look|look at this|look at it|take a look|have a look|check this|take over|step in|answer|respond|reply|look into this|look into it)
human: (human|a human|real person|a real person|moderator|agent|live agent|support engineer|real human|a human being)
human: [ $ask ] escalate [ $it ] [to a human|to staff|to support|to an engineer]
human: is there a (human|real person|person) [here|around|available|i can talk to|we can talk to]
human: (ich|wir) (brauche|brauchen|möchte|möchten|will|wollen) [mit] [bitte] (einen menschen|einem menschen|einen echten menschen|einem echten menschen|einen mitarbeiter|einem mitarbeiter|einen moderator) [sprechen|reden]
human: (einen menschen|ein mensch|kann ein mensch helfen|kann mir ein mensch helfen|kann das ein mensch ansehen|mensch|mitarbeiter)
human: (je veux parler à un humain|je voudrais parler à un humain|jai besoin dun humain|un humain|parler à un humain|puis-je parler à un humain|quiero hablar con una persona|quiero hablar con un humano|necesito un humano|necesito una persona|un humano|una persona real|hablar con una persona|vorrei parlare con una persona|quero falar com um humano|ik wil een mens spreken|хочу поговорить с человеком|нужен человек|позовите человека)
human: (人間と話したい|人と話したい|人間のサポートをお願いします|担当者と話したい|オペレーターと話したい|人工客服|转人工|我要人工)
status: (what is|whats|what about|how is) the (status|state|progress) [of this|of it|of my ticket|of the ticket|on this|of this ticket|with this]
status: [is there|are there|do you have|have you] any (news|update|updates|progress|eta) [on this|on it|about this|yet|about it|regarding this|on my ticket]
status: (status|status update|ticket status|eta|gibt es neuigkeiten|gibt es etwas neues|irgendwelche neuigkeiten|wie ist der stand|stand|des nouvelles|du nouveau|hay novedades|alguna novedad|hay noticias|進捗はどうですか|状況はどうですか|有进展吗)
help: (help|what can you do|how do you work|what can i say|what can i do here|commands|show commands|list commands|how does this work|hilfe|was kannst du|aide|que peux-tu faire|ayuda|qué puedes hacer|que puedes hacer|ヘルプ|帮助|aiuto|ajuda)
thanks: (thanks|thank you|thank|thx|ty|tysm|cheers|many thanks|thanks a lot|thanks a bunch|thanks a million|thank you a lot|thanks for your help|thank you for your help|thanks for the help|thank you for the help|thanks for helping|appreciate it|much appreciated|i appreciate it|youre the best|you are the best|you rock|lifesaver|danke|danke schön|dankeschön|vielen dank|danke dir|danke für die hilfe|tausend dank|merci|merci beaucoup|gracias|muchas gracias|mil gracias|grazie|grazie mille|obrigado|obrigada|bedankt|dank je|dankjewel|dziękuję|dzięki|спасибо|большое спасибо|ありがとう|ありがとうございます|ありがとうございました|谢谢|감사합니다|great job|good job|good bot|well done|kudos|awesome|perfect|great|nice|cool|super|wonderful|thanks for everything|thats great|thats awesome|thats perfect)
small-talk: (hi|hello|hey|yo|hiya|hallo|moin|servus|guten morgen|guten tag|bonjour|salut|hola|buenos días|buenas|ciao|olá|oi|привет|здравствуйте|こんにちは|你好|안녕하세요|good morning|good afternoon|good evening|morning|evening|how are you|how is it going|hows it going|whats up|sup|are you there|anyone there|anybody there|anyone here|anybody here|test|testing|ping|hi there|hello there|hey there|who are you|what are you|are you a bot|are you human|lol|haha|ok|okay|k|yes|no|sure|bye|goodbye|see you|good night|have a nice day|have a good day|have a nice weekend|youre welcome|you are welcome|np|no problem|no worries|welcome|hello bee|hi bee|hey bee)
bundle: [ $ask ] (make|create|pack|build|generate|prepare|collect) (a|the|me a|another|a new) [new|sanitized|diagnostic|log] bundle [again|from the logs|of the logs|from this]
bundle: [ $ask ] (bundle|pack) [up] (it|this|these|the logs|my logs|these logs|these files|the files|them)
share github: [ $ask ] $open [a|an|the|one] [new|corresponding|matching] (github|gh) $issue [for|about|from|with|of|out of] [ $it ]
share github: [ $ask ] $open [a|an|the] [new] $issue (on|at|in|over at) (github|gh|the repo|the repository|the issue tracker|your github) [for|about|from|with] [ $it ]
share github: [ $ask ] $share [ $it ] [over] (to|on|at|in|into|onto) (github|gh|the github|the repo|the repository|the issue tracker|github issues|your github)
share github: [ $ask ] $share [ $it ] as [a|an] [new] (github issue|issue on github|gh issue)
share github: [ $ask ] (make|turn) $it [into] [a|an] github issue
share github: [ $ask ] report [ $it ] (on|to|at) (github|gh|the maintainers|the developers)
place github: [a] [new] (github|github issue|gh issue|issue on github|issue in github|github ticket)
share github: [bitte] (erstelle|erstell|öffne|mach|mache|leg|lege|eröffne|kannst du|könntest du) [bitte] [dazu|dafür|daraus] [ein|einen|das] [neues] (github|github-issue|github-ticket|issue) [issue|ticket|auf github|bei github|in github] [an|erstellen|öffnen|anlegen|aufmachen] [dazu|dafür]
share github: [kannst du|bitte] (poste|stell|stelle|teile|melde) (es|das|dies|das ticket) [bitte] (auf|bei|in) github [ein]
share github: [peux-tu|pouvez-vous] (crée|créer|créez|ouvre|ouvrir|ouvrez|fais) (une|un) (issue github|ticket github|issue sur github|ticket sur github|issue)
share github: (publie|poste|partage|envoie|mets) (le|ça|ceci|cela|le ticket) sur github
share github: [puedes|podrías|por favor] (crea|crear|abre|abrir|haz) (un|una) (issue|incidencia|ticket|issue de github|incidencia de github) [en|de] [github]
share github: (publica|comparte|súbelo|publícalo|compártelo|ponlo) [esto] (en|a) github
share github: (githubに投稿して|githubに投稿してください|githubのissueを作って|githubのissueを作成して|githubのissueを作成してください|githubにissueを作って|githubにissueを作成してください|githubで共有して|githubイシューを作成してください|在github上创建issue|发到github)
share email: [ $ask ] $mail $it [to support|to the support team|to the team|to you|to the address|over|to the staff|to the vendor|to them|to your support]
share email: [ $ask ] $mail $it to ‹address›
share email: [ $ask ] $share $it [over] (by|via|per|with|through|using|as|as an|by an|via an|in an) (email|mail)
share email: [ $ask ] $share [ $it ] (to support|to the support team|to the support address|to your support|to ‹address›)
share email: [ $ask ] (send|write) (an|the) (email|mail) [to] [support|the support|the support team|the team|‹address›] [about|with|for] [ $it ]
share email: [ $ask ] (email|mail) (support|the support|the support team|the team|the staff|‹address›) [about|with] [ $it ]
place email: (email|mail|by email|via email|per email|by mail|per mail)
share email: [bitte|kannst du|könntest du] (schick|schicke|sende|send|maile|mail|schicken) [es|das|dies|das ticket|das paket] [bitte] [per|als|via] (email|mail|e-mail|an den support) [senden|schicken]
share email: [kannst du|könntest du] (es|das) [bitte] (per|als) (email|mail) [an den support|an support] (schicken|senden|verschicken)
share email: [peux-tu|pouvez-vous] (envoie|envoyer|envoyez|envoie-le|envoie-la|envoyez-le) [le|ça|cela|ceci|le ticket] [par] (email|mail|courriel|au support)
share email: (envíalo|envialo|mándalo|envía|manda|envíe) [esto] [por] (email|correo|correo electrónico|al soporte)
share email: (メールで送って|メールで送ってください|メールしてください|メールして|メールで送信してください|发邮件|用邮件发送|发送邮件)
share forum: [ $ask ] $share [ $it ] $to [the|our|your] [support|help|discord|community] (forum|forums|‹forum›)
share forum: [ $ask ] $open [a|an|the] [new] (forum post|forum thread|forum topic|post in the forum|thread in the forum|post on the forum|topic in the forum) [for|about|from|with] [ $it ]
place forum: (forum|forum post|the forum|‹forum›|in the forum|on the forum)
share forum: [bitte|kannst du] (poste|stell|stelle|teile|schreib|schreibe|veröffentliche) (es|das|dies|das ticket) [bitte] (ins|im|in das|auf dem) forum
share forum: (publie|poste|partage|envoie|mets) (le|ça|ceci|cela|le ticket) (sur|dans) le forum
share forum: (publícalo|publicalo|compártelo|ponlo|publica|comparte) [esto] en el foro
share forum: (フォーラムに投稿して|フォーラムに投稿してください|发到论坛|发布到论坛)
share discord: [ $ask ] $share [ $it ] $to [the|our|your] [discord] [channel] ‹channel› [channel] [on discord|in discord|too]
share discord: [ $ask ] $share [ $it ] $to [the|our|your|a] [right|help|discord|other|public] (discord|channel|discord channel|discord server|help channel) [channel] [ ‹channel› ]
place discord: (discord|‹channel›|in ‹channel›|to ‹channel›|discord ‹channel›|the discord channel)
share discord: [bitte|kannst du|könntest du] (poste|stell|stelle|teile|schreib|schick|sende|veröffentliche) (es|das|dies|das ticket) [bitte] (in|im|auf|nach|an) [den|dem|kanal] [discord] [kanal] [ ‹channel› ]
share discord: (publie|poste|partage|envoie|mets) [le|ça|ceci|cela|le ticket] (sur|dans|à) [le] [discord|canal|salon] [ ‹channel› ]
share discord: (publícalo|publicalo|compártelo|envíalo|ponlo|publica|comparte) [esto] (en|a) [el] [discord|canal] [ ‹channel› ]
share discord: (discordに投稿して|discordに投稿してください|‹channel›に投稿して|‹channel›に投稿してください|‹channel›で共有して|发到discord)
share ?: [ $ask ] (share|publish|post|cross-post) $it [somewhere|with the community|with others|with experts|with everyone|publicly|elsewhere|to the experts]
share ?: [ $ask ] $open [a|an] [new] (issue|bug report|bug|bug ticket) [for|about|from] [ $it ]
share ?: (teile das|teil das|poste das|partage ça|partage-le|compártelo|共有して|共有してください|投稿してください|分享)
share github: [bitte|kannst du das|kannst du es|könntest du das] (auf|bei|in) github (posten|teilen|stellen|melden|veröffentlichen|einstellen)
share discord: [bitte|kannst du das|kannst du es|könntest du das] (in|auf|im|nach) [den|dem|kanal] ‹channel› (posten|teilen|stellen|schicken|veröffentlichen)
share forum: [bitte|kannst du das|kannst du es|könntest du das] (ins|im) forum (posten|teilen|stellen|veröffentlichen)
share email: [bitte|kannst du das|kannst du es|könntest du das] (per|als) (email|mail) (schicken|senden|verschicken)
human: je (voudrais|veux|souhaite|voudrais parler à|veux parler à|souhaite parler à) (un humain|une personne|quelquun|un technicien)
`
