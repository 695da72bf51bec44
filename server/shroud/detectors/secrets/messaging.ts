// Chats, mail, telephony and webhooks.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const CHAT = "whoever holds it reads and writes messages in the owner's name";
const MAIL = "whoever holds it sends mail or messages at the owner's cost and in the owner's name";
const HOOK = "whoever knows the address can post to it";

/** The first three characters of an id, all but those that words often have. */
const TWILIO = [..."0123456789abdf"].flatMap((digit) => [`ac${digit}`, `sk${digit}`]).concat("skc", "ske");

const chat: Format[] = [
  [
    "slack-token",
    "a Slack token",
    ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-"],
    "xox[baprsoc]-(?:\\d{1,14}-){1,4}[A-Za-z0-9]{10,64}|xoxd-[A-Za-z0-9%+/=-]{40,300}|xox[ar]-2-[A-Za-z0-9-]{20,100}",
    { severity: "critical", reach: 400 },
  ],
  [
    "slack-app-token",
    "a Slack app or refresh token",
    ["xapp-", "xoxe-", "xoxe."],
    "(?:xapp-\\d-[A-Z0-9]{6,16}-\\d{6,20}-[a-z0-9]{32,80}|xoxe(?:\\.xox[bp])?-\\d-[A-Za-z0-9]{100,200})",
    { severity: "critical" },
  ],
  [
    "slack-webhook",
    "the address of a Slack webhook",
    "hooks.slack.com",
    "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,80}",
    { bare: true, why: HOOK },
  ],
  [
    "discord-bot-token",
    "a Discord bot token",
    ["discord", "bot_token", "bot token", "bottoken"],
    "[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}",
  ],
  [
    "discord-webhook",
    "the address of a Discord webhook",
    ["discord.com/api/webhooks", "discordapp.com/api/webhooks"],
    "discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[A-Za-z0-9_-]{60,80}",
    { bare: true, why: HOOK },
  ],
  [
    "discord-client-id",
    "the id of a Discord app or bot",
    ["discord", "bot_id"],
    "(?:discord|bot_id)[\\w. -]{0,24}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>\\d{17,19})(?!\\d)",
    {
      bare: true,
      flags: "i",
      severity: "low",
      why: "not a secret by itself, but it names the app a secret belongs to",
    },
  ],
  [
    "telegram-bot-token",
    "a Telegram bot token",
    [":aa", "telegram", "tgram"],
    "\\d{8,10}:[A-Za-z0-9_-]{35}",
    { accepts: (token) => /[A-Za-z]/.test(token.slice(11)) && /\d/.test(token.slice(11)) },
  ],
  [
    "teams-webhook",
    "the address of a Microsoft Teams webhook",
    ["webhook.office.com", "outlook.office.com/webhook", "logic.azure.com"],
    `(?:webhook\\.office\\.com/webhookb2|outlook\\.office\\.com/webhook)/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}|logic\\.azure\\.com(?::443)?/workflows/[0-9a-f]{32}/triggers/[^\\s"']{10,200}sig=[\\w-]{20,60}`,
    { bare: true, flags: "i", why: HOOK, reach: 400 },
  ],
  [
    "google-chat-webhook",
    "the address of a Google Chat webhook",
    "chat.googleapis.com",
    "chat\\.googleapis\\.com/v1/spaces/[A-Za-z0-9_-]{8,20}/messages\\?key=[A-Za-z0-9_-]{30,60}&token=[A-Za-z0-9_%-]{20,80}",
    { bare: true, why: HOOK },
  ],
  [
    "chat-robot-webhook",
    "the address of a DingTalk, Feishu or WeCom robot",
    ["oapi.dingtalk.com", "open.feishu.cn", "open.larksuite.com", "qyapi.weixin.qq.com"],
    `(?:oapi\\.dingtalk\\.com/robot/send\\?access_token=[0-9a-f]{64}|open\\.(?:feishu\\.cn|larksuite\\.com)/open-apis/bot/v2/hook/${UUID}|qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=${UUID})`,
    { bare: true, flags: "i", why: HOOK },
  ],
  [
    "automation-webhook",
    "the address of a Zapier, IFTTT, Make or Pipedream webhook",
    ["hooks.zapier.com", "maker.ifttt.com", ".make.com/", "hook.integromat.com", ".m.pipedream.net"],
    "(?:hooks\\.zapier\\.com/hooks/catch/[A-Za-z0-9]{5,20}(?:/[A-Za-z0-9]{4,20})?|maker\\.ifttt\\.com/trigger/[\\w{}-]{1,60}/(?:json/)?with/key/[A-Za-z0-9_-]{20,60}|hook\\.(?:[a-z]{2}\\d\\.make\\.com|integromat\\.com)/[a-z0-9]{32}|[a-z0-9]{12,20}\\.m\\.pipedream\\.net)",
    { bare: true, why: HOOK, severity: "medium" },
  ],
  [
    "line-channel-token",
    "a LINE channel token",
    ["line_", "line-", "linebot", "line channel", "channel_access"],
    "(?:line|channel)[\\w. -]{0,30}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z0-9+/]{170,175}=)",
    { bare: true, flags: "i" },
  ],
  [
    "wechat-app-id",
    "the id of a WeChat app",
    ["appid", "wechat", "weixin"],
    "(?:appid|wechat|weixin)[\\w. -]{0,16}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>wx[0-9a-f]{16})",
    {
      bare: true,
      flags: "i",
      severity: "low",
      why: "not a secret by itself, but it names the app a secret belongs to",
    },
  ],
  ["ntfy-token", "an ntfy token", "tk_", "tk_[a-z0-9]{29}"],
  ["pushbullet-token", "a Pushbullet token", "pushbullet", "o\\.[A-Za-z0-9]{32}"],
  [
    "intercom-token",
    "an Intercom access token",
    "dg9ro",
    "dG9rO[A-Za-z0-9+/_-]{40,80}={0,2}",
    { bare: true },
  ],
  ["viber-token", "a Viber bot token", "viber", "[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{16}"],
];

const mail: Format[] = [
  ["sendgrid-key", "a SendGrid API key", "sg.", "SG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}"],
  [
    "mailgun-key",
    "a Mailgun key",
    ["key-", "pubkey-", "mailgun"],
    "(?:(?:pub)?key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})",
  ],
  [
    "mailchimp-key",
    "a Mailchimp API key",
    ["-us1", "-us2", "-us3", "-us4", "-us5", "-us6", "-us7", "-us8", "-us9"],
    "[0-9a-f]{32}-us\\d{1,2}",
  ],
  [
    "mandrill-key",
    "a Mandrill API key",
    "md-",
    "md-[A-Za-z0-9_-]{22}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  [
    "brevo-key",
    "a Brevo API or SMTP key",
    ["xkeysib-", "xsmtpsib-"],
    "x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
  ],
  ["resend-key", "a Resend key", "re_", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"],
  [
    "postmark-token",
    "a Postmark server token",
    "postmark",
    `postmark[\\w. -]{0,40}["']?\\s{0,4}[=:]\\s{0,4}["']?(?<secret>${UUID})`,
    { bare: true, flags: "i" },
  ],
  ["klaviyo-key", "a Klaviyo private key", "pk_", "pk_(?:[0-9a-f]{34}|[A-Za-z0-9]{6}_[0-9a-f]{34})"],
  ["twilio-key", "a Twilio account or key id", TWILIO, "(?:AC|SK)[0-9a-f]{32}", { reach: 48 }],
  ["telnyx-key", "a Telnyx key", "key0", "KEY0[0-9A-F]{32}_[A-Za-z0-9]{22}"],
  ["ably-key", "an Ably key", "ably", "[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43}"],
  ["onesignal-key", "a OneSignal key", ["os_v2_app_", "os_v2_org_"], "os_v2_(?:app|org)_[a-z0-9]{60,110}"],
  ["courier-key", "a Courier key", ["pk_prod_", "pk_test_"], "pk_(?:prod|test)_[A-Z0-9]{28}"],
  ["teamwork-token", "a Teamwork token", "tkn.v1_", "tkn\\.v1_[A-Za-z0-9_-]{60,80}={0,2}", { bare: true }],
];

export const MESSAGING_RULES: readonly Rule[] = [
  ...rulesFrom("high", CHAT, chat),
  ...rulesFrom("high", MAIL, mail),
];
