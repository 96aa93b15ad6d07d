/** Words that any product's requests are made of: what stays of a sentence when it is no longer about anything. */
const common = new Set(
  `a about add added adding additional after all allow already also always am an and any anyone as ask asking at avoid
  be because been before being below best better between both bug but by call can cannot cant change changes check clear
  confused could couldnt create current currently default describe different do does doesnt done dont during each either
  else enough error errors even ever every example exist expected explain fail failed fails feature find first fix for from
  get gets getting give given go great had has have havent having hello help here hi how however i id idea if im improve
  in incorrect information instead into is isnt issue it its ive just know less let like long longer look looking lost
  make makes making many may maybe me mean message might missing more most much must my need needed needs never new nice
  no nor not nothing now of off on once one only option or other our out over please possible problem proposal properly
  provide question questions rather really reason recommended regarding related remove replace request require result
  right run running same see seem seems set should shouldnt show shows similar since so some someone something somehow
  still stopped such suggest suggestion support sure than thank thanks that the their them then there these they thing
  think this those through to together too tried tries try trying two understand unable unexpected until up update us use
  used user users uses using version very via wait want was wasnt way ways we well were what whats when where whether which
  while who why will wish with within without wont work worked working works would wouldnt wrong yet you your
  ‹number› ‹version› ‹url›`.split(/\s+/),
)

/** "how to change the colour of tabs" becomes "^ how to change the * of * $". */
export function skeletonOf(tokens: readonly string[]): string[] {
  const bones = ['^']
  for (const token of tokens) {
    const bone = common.has(token) ? token : '*'
    if (bone !== '*' || bones.at(-1) !== '*') bones.push(bone)
  }
  bones.push('$')
  return bones
}
