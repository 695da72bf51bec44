// Payments, shops and money on chains.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const MONEY = "whoever holds it moves money or reads customers' payments";
const SHOP = "whoever holds it reads orders and customers of the shop";
const CHAIN = "whoever holds it moves what the wallet or account owns";

const money: Format[] = [
  [
    "stripe-secret-key",
    "a Stripe secret or restricted key",
    ["sk_live_", "rk_live_", "sk_test_", "rk_test_"],
    "[sr]k_(?:live|test)_[A-Za-z0-9]{10,247}",
    { severity: "critical" },
  ],
  [
    "stripe-webhook-secret",
    "a Stripe or Svix webhook signing secret",
    "whsec_",
    "whsec_[A-Za-z0-9+/]{24,64}={0,2}",
    { bare: true },
  ],
  [
    "stripe-publishable-key",
    "a publishable Stripe key",
    ["pk_live_", "pk_test_"],
    "pk_(?:live|test)_[A-Za-z0-9]{20,247}",
    { severity: "low", why: "it is made to be public, but it names the account" },
  ],
  [
    "square-access-token",
    "a Square access token or secret",
    ["sq0atp-", "sq0csp-", "sq0idp-", "eaaa"],
    "(?:sq0atp-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43}|sq0idp-[A-Za-z0-9_-]{22}|EAAA[A-Za-z0-9_+/=-]{60})",
  ],
  [
    "paypal-access-token",
    "a PayPal or Braintree access token",
    "access_token$",
    "access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[0-9a-f]{32}",
  ],
  [
    "adyen-key",
    "an Adyen API key",
    "aqe",
    "AQE[A-Za-z0-9+/]{20,60}[A-Za-z0-9+/=-]{20,120}",
    { bare: true, accepts: (token) => /\d/.test(token) },
  ],
  [
    "plaid-access-token",
    "a Plaid access token",
    ["access-sandbox-", "access-development-", "access-production-"],
    `access-(?:sandbox|development|production)-${UUID}`,
  ],
  ["razorpay-key", "a Razorpay key id", ["rzp_live_", "rzp_test_"], "rzp_(?:live|test)_[A-Za-z0-9]{14,20}"],
  [
    "flutterwave-key",
    "a Flutterwave secret or encryption key",
    ["flwseck", "flwpubk"],
    "FLW(?:SECK|PUBK)(?:_TEST)?-?[A-Za-z0-9]{12,40}(?:-X)?",
  ],
  [
    "gocardless-token",
    "a GoCardless access token",
    ["live_", "sandbox_"],
    "(?:live|sandbox)_[A-Za-z0-9_=-]{40}",
    { accepts: (token) => /\d/.test(token) },
  ],
  [
    "mollie-key",
    "a Mollie or Chargebee key",
    ["live_", "test_"],
    "(?:live|test)_[A-Za-z0-9]{30,40}",
    { accepts: (token) => /\d/.test(token) },
  ],
  ["checkout-key", "a Checkout.com key", ["sk_sbox_", "pk_sbox_"], "[sp]k_sbox_[a-z0-9]{26}[a-z0-9*#$=]?"],
  ["shippo-token", "a Shippo token", "shippo_", "shippo_(?:live|test)_[A-Fa-f0-9]{40}"],
  ["easypost-key", "an EasyPost API key", ["ezak", "eztk"], "EZ[AT]K[A-Za-z0-9]{54}"],
  ["duffel-token", "a Duffel token", "duffel_", "duffel_(?:test|live)_[A-Za-z0-9_-]{43}"],
  [
    "paddle-key",
    "a Paddle API key",
    ["pdl_live_", "pdl_sdbx_"],
    "pdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}",
  ],
  [
    "mercury-token",
    "a Mercury or other RFC 8959 secret token",
    "secret-token:",
    "secret-token:[A-Za-z0-9_.+/=%~-]{12,400}",
    { bare: true, reach: 420 },
  ],
  ["brex-token", "a Brex token", "bxt_", "bxt_[A-Za-z0-9]{36,64}"],
  [
    "pagarme-key",
    "a Pagar.me key",
    ["ak_live_", "ak_test_", "ek_live_", "ek_test_"],
    "[ae]k_(?:live|test)_[A-Za-z0-9]{30}",
  ],
  [
    "mercadopago-token",
    "a Mercado Pago access token",
    ["app_usr-", "test-"],
    "(?:APP_USR|TEST)-\\d{12,18}-\\d{6}-[0-9a-f]{32}-\\d{6,12}",
  ],
  ["xendit-key", "a Xendit key", "xnd_", "xnd_(?:public_)?(?:production|development)_[A-Za-z0-9]{40,100}"],
  ["omise-key", "an Omise key", ["skey_", "pkey_"], "[sp]key_(?:test_)?[a-z0-9]{19,24}"],
  ["midtrans-key", "a Midtrans server key", "mid-server-", "(?:SB-)?Mid-server-[A-Za-z0-9_-]{20,40}"],
  [
    "klarna-key",
    "a Klarna API key",
    "klarna_",
    "klarna_(?:live|test)_(?:api|client)_[A-Za-z0-9!?#*+/=@_-]{16,200}",
    { bare: true },
  ],
  ["cashfree-key", "a Cashfree secret", "cfsk_ma_", "cfsk_ma_(?:prod|test)_[0-9a-f]{32}_[0-9a-f]{8}"],
  [
    "tickettailor-key",
    "a Ticket Tailor key",
    ["tickettailor", "ticket_tailor", "ticket tailor"],
    "sk_\\d{3,6}_\\d{4,8}_[0-9a-f]{32}",
  ],
  ["polar-token", "a Polar token", ["polar_oat_", "polar_pat_"], "polar_[po]at_[A-Za-z0-9]{40,60}"],
  ["ramp-token", "a Ramp token", "ramp_", "ramp_(?:sec|tok|id)_[A-Za-z0-9]{32,64}"],
  ["fleetbase-key", "a Fleetbase key", ["flb_live_", "flb_test_"], "flb_(?:live|test)_[A-Za-z0-9]{20}"],
  ["iex-token", "an IEX Cloud secret token", "sk_", "[sT]?sk_[0-9a-f]{32}"],
];

const shop: Format[] = [
  [
    "shopify-token",
    "a Shopify access token or app secret",
    ["shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_", "shpct_"],
    "shp(?:at|ca|pa|ss|tka|ua|ct)_[A-Fa-f0-9]{32,64}",
  ],
  ["woocommerce-key", "a WooCommerce key", ["ck_", "cs_"], "c[ks]_[0-9a-f]{40}"],
  [
    "easyship-token",
    "an Easyship token",
    ["prod_", "sand_"],
    "(?:prod|sand)_[A-Za-z0-9+/=]{43,44}",
    { bare: true, accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  [
    "bigcommerce-token",
    "a BigCommerce access token",
    "x-auth-token",
    "X-Auth-Token[\"'\\s:=]{1,6}(?<secret>[a-z0-9]{31,64})",
    { bare: true, flags: "i" },
  ],
];

const chain: Format[] = [
  [
    "extended-private-key",
    "an extended private key of a wallet",
    ["xprv", "yprv", "zprv", "tprv"],
    "[xyzt]prv[1-9A-HJ-NP-Za-km-z]{100,112}",
    { severity: "critical" },
  ],
  [
    "ethereum-private-key",
    "the private key of an Ethereum account",
    ["private", "secret", "wallet", "mnemonic", "deployer"],
    "(?:private[_ -]?key|secret[_ -]?key|wallet[_ -]?key|deployer[_ -]?key)[\\w -]{0,16}[\"']?\\s{0,4}[=:,]\\s{0,4}[\"'\\[(]{0,2}(?<secret>(?:0x)?[0-9a-f]{64})(?![0-9a-f])",
    { bare: true, flags: "i", severity: "critical" },
  ],
  [
    "wallet-mnemonic",
    "the recovery words of a wallet",
    ["mnemonic", "seed phrase", "seed_phrase", "recovery phrase", "seed words"],
    "(?:mnemonic|(?:seed|recovery)[ _-]?(?:phrase|words))[\\w ]{0,12}[\"']?\\s{0,4}[=:(]\\s{0,4}[\"'`]?(?<secret>[a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![a-z])",
    { bare: true, flags: "i", severity: "critical", reach: 320 },
  ],
  [
    "solana-private-key",
    "the private key of a Solana account",
    ["private", "solana", "keypair"],
    "(?:private_?key|solana|keypair)[\\w -]{0,20}[\"']?\\s{0,4}[=:(]\\s{0,4}[\"']?(?<secret>[1-9A-HJ-NP-Za-km-z]{86,88})(?![A-Za-z0-9])",
    { bare: true, flags: "i", severity: "critical" },
  ],
  [
    "bitcoin-private-key",
    "the private key of a Bitcoin wallet",
    ["private", "wif", "bitcoin"],
    "(?:private_?key|wif|bitcoin)[\\w -]{0,20}[\"']?\\s{0,4}[=:(]\\s{0,4}[\"']?(?<secret>[5KL][1-9A-HJ-NP-Za-km-z]{50,51})(?![A-Za-z0-9])",
    { bare: true, flags: "i", severity: "critical" },
  ],
  ["coinbase-key", "a Coinbase developer key", "organizations/", `organizations/${UUID}/apiKeys/${UUID}`],
  [
    "infura-endpoint",
    "an address of a node provider with its project key",
    ["infura.io/v3/", "alchemy.com/v2/", "alchemyapi.io/v2/", "quiknode.pro/", "blastapi.io/"],
    "(?:infura\\.io/(?:ws/)?v3|alchemy(?:api)?\\.(?:com|io)/v2|quiknode\\.pro|blastapi\\.io)/(?<secret>[A-Za-z0-9_-]{32,40})",
    { bare: true, flags: "i" },
  ],
  [
    "age-secret-key",
    "a secret key of the age tool",
    "age-secret-key-1",
    "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
    { severity: "critical", why: "whoever holds it decrypts every file made for it" },
  ],
];

export const PAYMENT_RULES: readonly Rule[] = [
  ...rulesFrom("high", MONEY, money),
  ...rulesFrom("high", SHOP, shop),
  ...rulesFrom("high", CHAIN, chain),
];
