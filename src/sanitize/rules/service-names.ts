/**
 * Names of services whose keys have no prefix of their own; a key is known by the name beside it. From the lists of services
 * that publish a web API. Not here: names that are words of a log too (`front`, `host`, `column`), and those whose commits and
 * images stand beside their name (`github`, `docker`).
 */
export const serviceNames: ReadonlySet<string> = new Set(
  `abuseipdb abyssale accuweather adafruit adafruitio adobe adzuna agora airbrake airship airtable airvisual alegra algolia alibaba alienvault allsports amadeus
amplitude anypoint apacta apideck apiflash apifonica apilayer apimatic apimetrics apitemplate appcues appfollow appointedd appsynergy apptivo asana
assemblyai atera atlassian auth0 autodesk autoklose avaza aviationstack axonaut aylien ayrshare bannerbear baremetrics beamer beebole besnappy besttime
billomat bitbucket bitfinex bitly bitmex bittrex blazemeter bombbomb boostnote borgbase braintree brandfetch braze browshot browserstack bscscan bugherd bugsnag
bulksms buttercms caflou calendarific calendly calorieninja campayn cannyio capsulecrm captaindata carboninterface caspio censys cexio chartmogul
checklyhq checkvist circleci clarifai clearbit clickhelp clicksend clicksendsms clickup cliengo clinchpad clockify closecrm cloudant cloudelements cloudflare
cloudimage cloudinary cloudmersive cloudsmith cloverly cloze clustdoc codacy codeclimate codecov codemagic codequiry cohere coinapi coinbase coinlayer coinlib
commercejs companyhub confluent contentful convertapi convertkit convier countrylayer coveralls crowdin cryptocompare currencycloud currencyfreaks currencylayer
currentsapi customerio dailyco dareboost databox datadog deepai deepgram deepseek delighted detectlanguage diffbot diggernaut discord dnscheck docusign dotdigital
dovico dronahq droneci dropbox dwolla dynalist dyspatch edamam elasticemail elevenlabs enablex endorlabs etherscan ethplorer etsy everhour exchangerateapi
exchangeratesapi exportsdk extractorapi facebook faceplusplus fastforex fastly fetchrss fibery fileio finage finicity finnhub fivetran fixerio flatio
fleetbase flickr flightapi flightlabs flightstats flutterwave formcraft formio formsite foursquare freshbooks freshdesk fullstory fusebill fxmarket geckoboard
geoapify geocodio geocodify getemail getgeoapi getresponse gitter glassnode gocardless goodday graphhopper groovehq guardianapi gumroad gyazo helpcrunch helpscout hellosign
hereapi heroku hiveage holidayapi html2pdf hubspot hypertrack iconfinder iexapis iexcloud imagekit imagga infobip infracost insightly instabot instamojo integromat
intercom intra42 intrinio invoiceocean ip2location ipapi ipgeolocation ipinfodb ipquality ipstack jfrog jira jotform jumpcloud kanbantool karmacrm keenio kickbox klaviyo klipfolio
knapsackpro kontent kraken kucoin kylas languagelayer lastfm launchdarkly lemlist lendflow lexigram linearapp linenotify linkedin linkpreview liveagent livestorm lob locationiq loginradius
lokalise looker loyverse madkudu magicbell mailboxlayer mailchimp mailerlite mailgun mailjet mailmodo mailsac mandrill mapbox mapquest marketstack mattermost
mavenlink maxmind meaningcloud mediastack meistertask meraki mesibo messagebird metaapi metrilo mindmeister mixmax mixpanel mockaroo monkeylearn moonclerk moosend moralis
mrticktock myfreshworks nasdaqdatalink netcore nethunt netlify neutrinoapi newrelic newsapi newscatcher nexmo nftport nicereply nozbe numverify nutritionix nylas
nytimes oanda okta omnisend onelogin onepagecrm onesignal onwaterio oopspam openai opencagedata opengraphr openuv openweather openweathermap optimizely overloop owlbot packagecloud
pagarme pagerduty pandadoc pandascore paperform paralleldots parsehub parseur partnerstack pastebin paymoapp paymongo paypal pdflayer pdfshift peopledatalabs pepipost pinata pipedream
pipedrive pivotaltracker pixabay plaid planyo plivo podio pollsapi poloniex positionstack postageapp postbacks postmark privateai prodpad prospectcrm prospectio protocolsio
proxycrawl pubnub purestake pushbullet pusher qualaroo qubole rapidapi razorpay reachmail rebrandly rechargepayments repairshopr replyio requestfinance restpack revampcrm ringcentral
ritekit rocketreach roninapp route4me rownd salesblink salescookie salesflare salesmate saucelabs scalr scraperapi scraperbox scrapestack scrapfly scrapingant scrapingbee
screenshotapi screenshotlayer scrutinizerci securitytrails selectpdf sendbird sendgrid sendinblue sentry serphouse serpstack sherpadesk shipday shippo shodan shotstack shutterstock sigopt simfin
simplesat simplynoted simvoly sinch siteleaf skrappio skybiometry smartsheets smartystreets snipcart snyk solcast sonarcloud sourcegraph spoonacular sportsmonk spotify squarespace squareup sslmate
statuscake statuspal stitchdata stockdata storecove stormboard stormglass storyblok storychief stytch sugarcrm sumologic supernotes surveyanyplace surveybot surveysparrow survicate swiftype tallyfy
tatumio taxjar teamgate teamworkcrm tefter teletype testingbot text2data textmagic theoddsapi thinkific thousandeyes ticketmaster tiingo timecamp timezoneapi tmetric todoist toggl toggltrack
tomorrowio tomtom tradier transferwise travelpayouts travisci trello twelvedata twilio twitch tyntec typeform ubidots uclassify unifyid unsplash upcdatabase uplead uploadcare
uptimerobot upwave userflow userstack vatlayer verimail versioneye virustotal visualcrossing voicegain voodoosms vouchery vpnapi vultr walkscore wakatime weatherbit weatherstack web3storage
webflow webscraper websitepulse whoxy wistia worksnaps worldcoinindex worldweather wrike yandex youneedabudget yousign zapier zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier
zipbooks zipcodeapi zonkafeedback`.split(/\s+/),
)
