// Services that hand out keys without a format of their own: what stands next to their name is the key.
// Must never hold a word that prose uses: there the text must also say "key" or "token", which another rule looks for.

const NAMES = `
1password ablyio abstractapi abuseipdb abyssale accuweather activecampaign adafruit adobeio adyen adzuna
aerisapi aerisweather aeroworkflow aftership agora airbrake airship airtable airvisual aiven akamai akeneo
alchemyapi alconost alegra aletheia algolia alibaba alienvault allsports alphavantage amadeus amadeusapi
ambee amplitude anthropic anypoint apacta api2cart api2convert apideck apiflash apifonica apify apilayer
apimatic apimetrics apininjas apiscience apitemplate apollo.io appcenter appcues appdynamics appfollow
appointedd appoptics appsynergy apptivo appwrite argocd artsy asana assemblyai atera atlassian audd auth0
authorize.net authy autodesk autodeskforge autoklose automox autopilot auvik avalara avatax avaza aviasales
aviationstack axonaut aylien ayrshare backblaze bannerbear baremetrics baseapi basistheory battlenet beebole
belvo besnappy besttime betterstack beyondtrust bigcommerce bigquery billomat bitbar bitbucket
bitcoinaverage bitfinex bitgo bitly bitmex bitrise bittrex bitwarden blablabus blazemeter blitapp blockchair
blockfrost blocknative blogger bloggers blynk bombbomb boostnote borgbase botpress box.com braintree
braintreepayments brandfetch braze brevo brightdata brightlocal browserless browserstack browshot bscscan
buddyns budibase bugherd bugsnag buildkite bulbul bulksms bunnycdn buttercms bybit caflou calendarific
calendly calorieninja cambridge campayn canny cannyio canva capsulecrm captaindata carboninterface cashboard
caspio castingwords censys centralstationcrm cexio chargebee chartmogul chatbot chatfuel chatfule checio
checklyhq checkmarket checkvist chilipiper cicero circleci civo clarifai clearbit clevertap clickhelp
clickhouse clickhousecloud clicksend clicksuite clickup cliengo clinchpad clockify clockworksms close.com
cloudant cloudconvert cloudelements cloudera cloudflare cloudimage cloudinary cloudmersive cloudplan
cloudsight cloudsmith cloudways cloverly cloze clustdoc cockroachdb codacy codeclimate codecov codemagic
codequiry cohere coinapi coinbase coincap coingecko coinlayer coinlib coinmarketcap coinranking collect2
cometchat commercejs companyhub confluent confluentcloud connectwise contabo contentful contentstack
conversiontools convertapi convertkit convier copyleaks copyscape coralogix couchbase countrylayer courier
coveralls craftmypdf createsend crossbrowsertesting crowdin crowdstrike cryptocompare currencycloud
currencyfreaks currencylayer currencyscoop currentsapi customer.io customerguru customerio cyberark
d7network dailyco dandelion dareboost databox databricks datadog datafire datagov datarobot datawrapper
datto debounce deepai deepgram deepl deepseek detectify detectlanguage dfuse diffbot diggernaut digicert
digitalocean discogs discourse disqus distribusion dnscheck dnsimple dockerhub docparser documo docusign
doppler dotdigital dotmailer dovico dronahq droneci dropbox duffel duffelapi duo.com duosecurity duply
dwolla dynadot dynalist dynatrace dyspatch eagleeye easyinsight easypost easysendy ecobee ecostruxure ecwid
edamam edenai edusign eightxeight elastic.co elasticemail elasticpath elasticsearch elevenlabs emailoctopus
emqx enablex endorlabs epicgames equinix esputnik etherscan ethplorer eventbrite eventzilla everhour
eversign exchangerate exchangerateapi exchangeratesapi exoscale exportsdk extractorapi faceplusplus facepp
factset fakejson fastforex fastly fastspring feedier feedly feishu fetchrss fibery figma fileio filestack
finage financialmodelingprep findl fingerprintjs finicity finnhub firebase firecrawl firefly fixerio
flagsmith flatio flexport flickr flightapi flightaware flightlabs flightstats floatplane flotiq flowdash
flowdock flowflu flutterwave fmfw forgerock formbucket formcraft formio formsite formstack foursquare
frameio freemius freshbooks freshdesk freshsales freshservice freshworks frontapp fulcrum fullcontact
fullstory funnelcockpit fusebill fusionauth fxmarket gatekeeper gcore geckoboard gengo geoapify geocodify
geocodio geoipifi georank geotab getaddress getemail getemails getgeoapi getgist getresponse getsandbox
ghostinspector giphy gitea gitee gitguardian gitter glassnode glitterly gocanvas gocardless godaddy goodday
googlemaps goshippo gosquared graphcms graphhopper greenhouse greynoise groovehq groq gtmetrix guardianapi
gumroad gyazo happi happyscribe hashicorp hasura heapanalytics heatmapapi hellosign helpcrunch helpscout
hereapi heroku hetzner hexomatic hiveage hivemq hiverhq holidayapi holisticai honeybadger honeycomb
honeywell honeywellhome host.io hotelbeds hotjar html2pdf hubspot huggingface hunter.io hunterio hybiscus
hypeauditor hypertrack ibmcloud iconfinder iexapis iexcloud ifttt igdb image4io imagekit imagetotext imagga
imgbb imgix imgur influxdata infobip infura insightly instabot instamojo integromat intercom interseller
intra42 intrinio invoiceocean ip2location ip2proxy ipapi ipdata ipgeolocation ipifi ipify ipinfo ipinfodb
ipqs ipquality ipqualityscore ipregistry ipstack iyzico jfrog jiratoken jotform jsonbin jumio jumpcloud
jumpseller juro kaggle kakao kakaotalk kaleyra kaltura kamatera kanban kanbantool karmacrm kaseya keenio
keepa keycloak keygen kickbox kinde kiteconnect klarna klaviyo klipfolio knapsackpro kontent kontist
kubeconfig kucoin kylas languagelayer lanyrd last.fm lastfm lastpass launchdarkly lawpath leadfeeder leankit
leanplum lemlist lemonsqueezy lendflow lessannoyingcrm lexigram lightspeed lightspeedhq linearapi linenotify
linkpreview linode liveagent livekit livestorm llamaindex loadmill locationiq logdna loggly loginradius
logz.io lokalise lootlocker loqate losant loyverse lunchmoney luno macaddress madkudu magento magento2
magicbell mailboxlayer mailboxvalidator mailchimp mailerlite mailgun mailjet mailmodo mailsac mailtrap
mandrill mapbox mapillary mapquest marinetraffic marketstack mattermost mavenlink maxmind meaningcloud
mediastack megafon meilisearch meistertask memberstack meraki messagebird messari metaapi metabase metrilo
microcms microlink midtrans mimecast mindmeister minerstat mistral mitek mixcloud mixmax mixpanel mockaroo
moengage moesif mojohelpdesk mollie monday.com mongodb monkeylearn moonclerk moonshot moosend moralis
mrticktock mstats musixmatch myexperiment myfreshworks myintervals nasdaq nasdaqdatalink neon.tech nessus
netatmo netcore nethunt netskope netsuite neutrinoapi newrelic newsapi newscatcher nexmo nexusnpm nftport
nicehash nicereply nightfall ninjaone nordigen noticeable novita nozbe nozbeteams npmjs ntfy nubela
numverify nutritionix nvidia nylas nytimes oanda ocrspace okta omdb omnisend onbuka onedesk oneinbox
onelogin onepagecrm onesignal onfido onfleet onwater oopspam openai openbao opencage opencagedata
opendatasoft opengraphr openlibrary openrouter opensearch opensky openstack openuv openweather
openweathermap opsgenie opsramp optidash optimizely optimove oraclecloud ordnance osquery outbrain overloop
ovhcloud owlbot owntracks packagecloud paddle pagarme page2images pagerduty pandadoc pandascore paperform
paperspace papyrs paralleldots parsehub parseur particle.io partnerstack passbase pastebin paydirt
paydirtapp paymoapp paymob paymongo paystack paytm payu pdflayer pdfmyurl pdfshift peopledatalabs pepipost
perplexity petfinder phonenumberverify photobucket phraseapp phyllo pinata pinecone pingidentity pipedream
pipedrive pivotaltracker pixabay pixela plaid plaidkey planetscale planetscaledb planviewleankit planyo
plisio plivo pluralsight podio pollsapi poloniex polygon.io polygonscan polymarket poptin portainer
positionstack postageapp postbacks posthog postmark powrbot prefect prerender pressmatic prestashop
printfection printful printify privacy.com privateai privatebin processst prodpad productboard productfruits
proofpoint prospectcrm prospectio protocolsio proxycrawl proxycurl proxyscrape pubnub pulumi purestake
pushbullet pusher pusherapp pushover pushy qase qualaroo qualtrics qualys quay qubole quickbase quickbooks
quickmetrics quicknode rabbitmq rackspace railway rancher rapid7 rapidapi raventools rawg razorpay reachmail
readwise reallysimplesystems rebrandly recaptcha rechargepayments recurly redislabs redpanda redshift
refiner rentman repairshopr replicate replyio requestfinance restpack restpackhtmltopdfapi resy retellai
rev.ai revai revampcrm ringcentral riot riotgames ritekit roaring robinhood rocketreach rockset rollbar
roninapp rootly route4me route66 rownd rubygems runrunit runscope salesblink salescookie salesflare
salesforce salesloft salesmate saltstack samsara sanity satismeter saucelabs scaleway scalewaykey scalr
scrapeowl scraperapi scraperbox scrapersite scrapestack scrapfly scrapingant scrapingbee scrapingdog
screenshotapi screenshotlayer scrutinizer seatgeek securitytrails selectpdf sellfy semantria semaphore
sendbird sendgrid sendinblue sendoso sendowl sendpulse sentinelone serpapi serphouse serpstack serpwow
sheety sherpadesk shipday shipengine shippo shipstation shodan shopee shopware shortcut shorten.rest
shotstack shutterstock sidekiq signable signalwire signaturit signupgenius signwell sigopt silverbucket
simfin simplesat simplybook simplynoted simvoly sinch sinchmessage siteleaf sketchfab skrapp skrappio
skybiometry skyscanner slackapi smartling smartlook smartsheet smartsheets smartthings smartystreets smooch
smsapi smsglobal snipcart snowflake snyk snykkey socrata softlayer sonarcloud sonarqube sourcegraph
sparkpost speechtext speechtextai spinnaker splunk splunkobservability spoonacular spoonacularapi
sportdataapi sportradar sportsmonk sportsmonks spotinst sqreen squadcast squarespace squarespacecommerce
squareup sslmate statuscake statuspage statuspal steamapi stitchdata stockdata storecove stormboard
stormglass storyblok storychief strapi streamchat stripo stytch sugester sumologic supabase supernotes
supportbee surveyanyplace surveybot surveymonkey surveysparrow survicate swagger swiftype synthesia systran
tailscale talkwalker tallyfy tatum tatumio taxjar teamgate teamspeak teamup teamviewer teamworkcrm
teamworkdesk teamworkspaces technicalanalysisapi tefter teleport telesign teletype telnyx tenable tencent
testingbot text2data textlocal textmagic the-odds-api thecatapi thehive theoddsapi thetvdb thinkific
thousandeyes ticketmaster tickettailor tiingo timecamp timekit timescale timezoneapi tineswebhook tmdb
tmetric todoist togetherai toggl togglapi toggltrack tokeet tomorrowio tomtom tookan trackjs tradier trakt
transferwise transifex travelpayouts travelport traveltime travisci trello tribunnews trimble tru.id
truecaller truenas trufflehog tubular turso tuya twelvedata twilio twitch tyntec typeform typesense typetalk
ubidots uclassify unifyid unity3d unplugg unsplash upcdatabase upcloud uplead uploadcare uproc upstash
uptimerobot upwave urbanairship urlscan userflow usersnap userstack uservoice vagrant vatlayer vbout
veevavault vercel verifier verimail veriphone verkada versioneye viewneo vimeo virustotal visualcrossing
voiceflow voicegain vonage voodoosms vouchery vpnapi vtex vultr vyte wakatime walkscore walletconnect wandb
wazuh weatherapi weatherbit weatherstack webengage webex webexbot webflow webnode webscraper webscraping
websitepulse webvitals wechat wepay what3words whatcms whoxy wistia wit.ai wolframalpha woocommerce
woodpecker woopra wordsapi workable workato worksnaps workstack worldcoinindex worldpay worldweather
wpengine wrike wunderground xendit yandex yelp yext yotpo youneedabudget yousign zapier zapierwebhook
zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zillow zipapi zipbooks zipcodeapi
zipcodebase zoho zohocrm zomato zonka zonkafeedback zscaler zulip zulipchat zyte
`;

/** Names that mean a service and nothing else, in lower case. */
export const VENDORS: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter((name) => name.length > 0));
