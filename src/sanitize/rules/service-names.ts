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
statuscake statuspal stitchdata stockdata storecove stormboard stormglass storyblok storychief stytch sugarcrm sumo sumologic supernotes surveyanyplace surveybot surveysparrow survicate swiftype tallyfy
tatumio taxjar teamgate teamworkcrm tefter teletype testingbot text2data textmagic theoddsapi thinkific thousandeyes ticketmaster tiingo timecamp timezoneapi tmetric todoist toggl toggltrack
tomorrowio tomtom tradier transferwise travelpayouts travis travisci trello twelvedata twilio twitch tyntec typeform ubidots uclassify unifyid unsplash upcdatabase uplead uploadcare
uptimerobot upwave userflow userstack vatlayer verimail versioneye virustotal visualcrossing voicegain voodoosms vouchery vpnapi vultr walkscore wakatime weatherbit weatherstack web3storage
webflow webscraper websitepulse whoxy wistia worksnaps worldcoinindex worldweather wrike yandex youneedabudget yousign zapier zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier
zipbooks zipcodeapi zonkafeedback
abstractapi activecampaign adyen aerisweather aeroworkflow africastalking afterpay aftership agilitycms ai21 aiven akamai alchemy alconost aletheiaapi alphavantage
ambee anvilpdf anyrun api2cart api2convert apify apiscience apollo apollographql appcenter appsignal appwrite aptible artifactory artsy ashby audd authorizenet avalara
backblaze bamboohr baseapiio baseten basistheory beehiiv betterstack betteruptime bigcommerce bitbar bitcoinaverage bitgo blablabus bintray blitapp blocknative breezyhr brightcove
brightdata brightlocal buddyns bugcrowd bulbul bytescale cachefly campaignmonitor carbone cashboard censysio centralstationcrm cerebras chargebee chargify chatfuel checio
checkmarket clevercloud clevertap clickatell clio clockworksms cloudconvert cloudplan cloudways cognitoforms coingecko coinmarketcap cometchat contabo contentstack
confluence conversiontools copper copyscape cosmicjs couchbase courier coze craftmypdf createsend crossbrowsertesting currencyscoop customerguru cypress d7network dailymotion datafire
datagov datocms debounce demandbase demio deputy detectify deviantart dfuse digicert disqus distribusion dnsimple docparser docraptor documo dotcms dotmailer duda duply
dynadot eagleeyenetworks easyinsight ecostruxureit edenai edusign eightxeight elasticpath emailoctopus equinix eventbrite eversign exaai fakejson fastspring fauna feedier
feedly figma filepicker filestack fillout financialmodelingprep finbox findl firebase firehydrant fireworksai flagsmith flowdash flowdock flowflu flyio fmfw formbucket
formspree formstack freeagent freshping fulcrum fullcontact gemalto gemini gengo geoipifi getform getgist getsandbox ghasedak gigalixir glitterly gocanvas godaddy gorgias
goshippo gosquared grafbase graphcms greenhouse greynoise groq growthbook gtmetrix gusto hackerone happi happyscribe harvest hasura heatmapapi helicone hetzner hibob
honeybadger honeycomb huggingface hunter hybiscus hybridanalysis hygraph hypeauditor icims image4io imagetotext imgix imgur imperva incidentio infura instana interseller
intezer intigriti ipify iterable jina jobvite joesandbox jsdelivr jsonbin jumpseller juro jwplayer kairos kakaotalk kaleyra kaltura kashflow kavenegar kentico keycdn  kiteconnect klarna koyeb kustomer lambdalabs langfuse langsmith leadfeeder leankit leanplum lemonsqueezy lessannoyingcrm lightstep linode livekit loadmill loggly logzio
lunchmoney luno macaddressio magento mailosaur mailslurp mailtrap malwarebazaar messagemedia messari midise miro mistral mixcloud moengage mojohelpdesk mollie monday moneybird
msg91 myexperiment myintervals namecheap netgsm nhost nicehash nightfall nomic nordigen northflank notion nozbeteams newyorktimes nubela nuget ocrspace onbuka onedesk
opendatasoft openrouter opsgenie optidash ortto ovh ovhcloud oxylabs paddle page2images pagerly papertrail papyrs passbase passivetotal paydirt paydirtapp paystack pdfco
pdfmyurl pendo percy perplexity personio pinecone pingdom planetscale polygon polyswarm posthog powrbot prefect prestashop printfection prismic processst proxycurl qase qdrant
quickbase quickbooks quickmetrics rackspace rawg raygun recaptcha recruitee recurly redbooth rentman riotgames rippling riskiq rockset rollbar rootly runpod
runrunit salesforce samsara sanityio satismeter scalingo scoutapm scrapeowl scrapingdog securitytrailsapi sellfy sendoso serpapi serper sezzle sheety shopee shopware signable
signalwire signaturit signupgenius simplybook sinchmessage sirv sitecore smartproxy smartrecruiters smooch smsapi smsc smsglobal softlayer sparkpost speechtextai splitio
splunk sportradar spyse squadcast stabilityai stackpath statsig statuspage storj strapi strava substack sucuri sugester supabase supportbee tavily tawk teamup teamviewer
technicalanalysisapi telesign telnyx tencent textlocal tickettailor tines tinybird togetherai tokeet transloadit trimble truelayer turso twitter typetalk unplugg uproc
upstash urlhaus urlscan vastai vbout veevavault vercel veriphone victorops viewneo vimeo vonage voyageai vyte wandb wasabi weaviate webengage webex webscraping wechat wepay
woocommerce woopra wordsapi workable workday workstack worldpay wpengine wufoo xata xero xmatters yelp yext yodlee youtube yunpian zenduty zilliz scaleway sonarqube guru uber twist zipapi zipcodebase zoho zulip
zulipchat zuora
adobeio airbrakeproject anthropic appoptics budibase clientary dandelion databricks digitalocean doppler flexport getemails ipinfo jupiterone larksuite metabase
netsuite ngrok nimble onfleet photoroom portainer postman pulumi reallysimplesystems robinhood rubygems saladcloud shopify snowflake stripe stripo tableau
telegram vagrantcloud voiceflow zohocrm`.split(/\s+/),
)
