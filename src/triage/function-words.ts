/** English words that hold sentences together and say little about what a request is about. */
export const functionWords = new Set(
  `a an the this that these those it its i im ive id we were weve you your youre he she they them their my our me us
  is are was be been being am do does did doing done has have had having will would shall should can could may might must
  and or but if then so because as of at by for with about into to from in on off over under again once here there all any
  both each few more most other some such only own same than too very just now also ever even still yet please hi hello hey
  thanks thank thx pls plz bee what which who whom how when where why get got gets getting go goes going there theres
  something anything someone anyone thing things way one like really`.split(/\s+/),
)
