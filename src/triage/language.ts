import { isAscii } from './text.ts'

/** Common small words of languages in Latin script, one line each. A word in two lines counts for both. */
const smallWords: Record<string, string> = {
  en: 'the and is to of in it you that for on with this have not are my we be at but from can after when how what does do i cant doesnt dont please since your our was all get',
  de: 'der die das und ist nicht ich wir sie ein eine einen mit auf für von zu den dem nach kann wie was mein meine aber auch bei seit kein keine wenn mehr im hat es geht bitte wird sich nur noch unsere alle',
  fr: 'le la les des et est pas je nous vous un une avec pour sur dans que qui ne plus mon ma après comment depuis mais à ce il du au aux être fait quand se peut tous bonjour sur cest',
  es: 'el la los las y es no yo nosotros un una con para por en que mi se como desde pero después cuando del al puedo está esta todos hola muy más nos ha su sin tenemos',
  it: 'il lo la gli le e è non io noi un una con per su che di mi si come da ma dopo quando del al posso questo tutti ciao più sono nel della',
  pt: 'o a os as e é não eu nós um uma com para por em que meu minha se como desde mas depois quando do da no na posso está todos olá mais ao dos',
  nl: 'de het een en is niet ik wij we je met op voor van te na kan hoe wat mijn maar ook bij sinds geen als meer er dat alle graag werkt',
  pl: 'i w nie na się z do jest to że jak po od mam ale dla co już czy przez moje nasze mogę wszystko proszę kiedy jest',
  tr: 've bir bu için ile ama çok değil nasıl neden var yok mı mü sonra olarak gibi daha ben biz benim bizim şu lütfen merhaba her tüm zaman kadar beri artık giriş hata çalışmıyor olmuyor oluyor yapamıyorum yapamıyoruz alıyorum edemiyorum açılmıyor',
}

const byWord = new Map<string, string[]>()
for (const [language, words] of Object.entries(smallWords)) {
  for (const word of words.split(' ')) byWord.set(word, [...(byWord.get(word) ?? []), language])
}

const scripts: [language: string, letters: RegExp][] = [
  ['ja', /[\u3040-\u30ff]/g],
  ['ko', /[\uac00-\ud7af]/g],
  ['zh', /[\u4e00-\u9fff]/g],
  ['uk', /[іїєґІЇЄҐ]/g],
  ['ru', /[\u0400-\u04ff]/g],
  ['ar', /[\u0600-\u06ff]/g],
  ['he', /[\u0590-\u05ff]/g],
  ['el', /[\u0370-\u03ff]/g],
  ['hi', /[\u0900-\u097f]/g],
  ['th', /[\u0e00-\u0e7f]/g],
]

const beyondLatin = /[\u0370-\uffff]/

/**
 * The language a person writes in, as a two-letter code; `fallback` when there is too little to tell.
 *
 * @param text the person's own words, without code and logs.
 */
export function languageOf(text: string, fallback: string): string {
  return heardLanguage(text) ?? fallback
}

/** The same without a fallback. */
export function heardLanguage(text: string): string | undefined {
  const sample = text.slice(0, 1000)
  for (const [language, letters] of beyondLatin.test(sample) ? scripts : []) {
    const count = sample.match(letters)?.length ?? 0
    // Japanese mixes in Chinese signs, and every language mixes in Latin names, so a small share decides.
    if (count >= 2 && count * 6 >= sample.replace(/\s/g, '').length) return language
  }
  const votes = new Map<string, number>()
  const words = sample
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(isAscii(sample) ? /[^a-z]+/ : /[^\p{L}]+/u)
  for (const word of words) {
    const languages = byWord.get(word) ?? []
    for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + 1 / languages.length)
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1])
  if (first === undefined || first[1] < 1) return undefined
  const isClear = first[1] >= 1.3 * (second?.[1] ?? 0) && first[1] >= Math.min(2, words.length / 6)
  return isClear ? first[0] : undefined
}
