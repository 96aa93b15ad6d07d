/** Words that say little of what a request is about, as `tokensOf` writes them: without apostrophes. */
export const commonWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any anymore anyone are as at be because been before but by can cant cannot could
  did didnt do does doesnt doing dont evening for from get gets getting got had has have hello help hi how i im if in into is
  isnt it its just like longer me morning my need no not now of on one only or our out please since so some somebody someone
  something still support supported supports than thanks that the their them then there they this to today too try trying us was wasnt we went were
  week what when where which while who why will with wont work working works would yesterday you your`.split(/\s+/),
)
