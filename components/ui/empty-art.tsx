import type { ReactNode } from "react";

// Drawings for places that have nothing in them yet. One language: a pale disc, a ground line, white bodies with one
// weight of line, and a single thing in the accent's colour, which is what the place is about.

const BODY = "fill-surface stroke-ink-faint";
const THIN = "stroke-line-strong";
const SHADE = "fill-sunken stroke-ink-faint";
const ACCENT = "fill-accent-soft stroke-accent-bright";
const ACCENT_LINE = "stroke-accent-bright";
const DOT = "fill-ink-faint stroke-transparent";

const ART = {
  vault: (
    <>
      <path d="M56 96v8h12v-8M92 96v8h12v-8" className={SHADE} />
      <path d="M43 47h5v12h-5zM43 73h5v12h-5z" className={SHADE} />
      <rect x="46" y="32" width="68" height="66" rx="9" className={BODY} />
      <rect x="53" y="39" width="54" height="52" rx="5" className={THIN} />
      <circle cx="77" cy="65" r="16" className={SHADE} />
      <path d="M77 49v8M63.1 73l7-4M90.9 73l-7-4" className={THIN} />
      <circle cx="77" cy="65" r="6.5" className={ACCENT} />
      <path d="M77 62.8v4.4" className={ACCENT_LINE} />
      <path d="M100 57v16" strokeWidth="3" className="stroke-ink-faint" />
    </>
  ),
  agent: (
    <>
      <path d="M80 35v-8" className="stroke-ink-faint" />
      <circle cx="80" cy="23.5" r="3.5" className={BODY} />
      <path d="M63 92c-10 1-18-3-20-14M97 92c9 1 15-1 19-6" className="stroke-ink-faint" />
      <path d="M62 104V91a9 9 0 0 1 9-9h18a9 9 0 0 1 9 9v13" className={BODY} />
      <path d="M74 76v6h12v-6" className={SHADE} />
      <rect x="53" y="35" width="54" height="42" rx="15" className={BODY} />
      <rect x="61" y="47" width="38" height="18" rx="9" className={SHADE} />
      <path d="M72.5 54v4M87.5 54v4" strokeWidth="3" className="stroke-ink-soft" />
      <path d="M76.5 70.5c2 1.6 5 1.6 7 0" className={THIN} />
      <path d="M74 95h12" className={THIN} />
      <circle cx="119" cy="83" r="4" className={BODY} />
      <path
        d="M41 81c-13-1-21-13-17-25 3-9 12-14 22-11-7 4-10 11-8 18 .8 3 2 5 4 6 3-1 5-5 4.5-10 6.5 2 9.5 9 6.5 15-2 5-7 7-12 7Z"
        transform="rotate(-62 41 72)"
        className={ACCENT}
      />
      <circle cx="43.5" cy="83" r="4" className={BODY} />
    </>
  ),
  policy: (
    <>
      <path d="M59 22h33l15 15v58a7 7 0 0 1-7 7H59a7 7 0 0 1-7-7V29a7 7 0 0 1 7-7Z" className={BODY} />
      <path d="M92 22v10a5 5 0 0 0 5 5h10" className={SHADE} />
      <path d="M61 44h5v5h-5zM61 59h5v5h-5zM61 74h5v5h-5z" className={THIN} />
      <path d="M73 46.5h24M73 61.5h18M73 76.5h10" className={THIN} />
      <path d="m61.5 45.5 2 2.5 4.5-6M61.5 60.5l2 2.5 4.5-6" className="stroke-ink-soft" />
      <circle cx="106" cy="85" r="15" className={ACCENT} />
      <path d="m99.5 85.5 4.5 4.5 8.5-9.5" strokeWidth="2" className={ACCENT_LINE} />
    </>
  ),
  share: (
    <>
      <path d="M26 97c16 3 28-2 35-15" strokeDasharray="3 5" className={ACCENT_LINE} />
      <path d="M50 60 122 28 101 92 80 71Z" className={BODY} />
      <path d="M80 71 122 28 77 92Z" className={ACCENT} />
      <path d="m50 60 30 11-3 21 12-12.5" className="stroke-ink-faint" />
    </>
  ),
  audit: (
    <>
      <path
        d="M50 25a6 6 0 0 1 6-6h48a6 6 0 0 1 6 6v76l-7.5-5-7.5 5-7.5-5-7.5 5-7.5-5-7.5 5-7.5-5-7.5 5Z"
        className={BODY}
      />
      <path d="M63 34v42" className={THIN} />
      <path d="M72 34h26M72 48h18M72 62h24M72 76h12" className={THIN} />
      <circle cx="63" cy="34" r="3.2" className={SHADE} />
      <circle cx="63" cy="48" r="3.2" className={SHADE} />
      <circle cx="63" cy="62" r="3.2" className={SHADE} />
      <circle cx="63" cy="76" r="3.2" className={SHADE} />
      <path d="m98 84-3 17 10-5 10 5-3-17" className={ACCENT} />
      <circle cx="105" cy="75" r="14" className={ACCENT} />
      <path d="m99 75.5 4.3 4.3 7.7-9" strokeWidth="2" className={ACCENT_LINE} />
    </>
  ),
  key: (
    <>
      <path d="M64 16h32" strokeWidth="3" className="stroke-ink-faint" />
      <path d="M80 16v8a5 5 0 0 1-5 5" className="stroke-ink-faint" />
      <g transform="rotate(10 80 30)">
        <path d="M75 60h10v16h9v6h-4v5h4v6h-9v3l-5 6-5-6Z" className={BODY} />
        <circle cx="80" cy="46" r="18" className={BODY} />
        <circle cx="80" cy="39" r="5.5" className={SHADE} />
      </g>
      <path d="M74 34c-12 4-17 11-20 21" className={ACCENT_LINE} />
      <g transform="rotate(17 53 56)">
        <path d="M44 62.5 53 54l9 8.5V87a3 3 0 0 1-3 3H47a3 3 0 0 1-3-3Z" className={ACCENT} />
        <path d="M49 74h8M49 80h5" className={ACCENT_LINE} />
      </g>
    </>
  ),
  people: (
    <>
      <path d="M26 104V94c0-9 7-15 16-15s16 6 16 15v10" className={BODY} />
      <circle cx="42" cy="62" r="11" className={BODY} />
      <path d="M102 104V94c0-9 7-15 16-15s16 6 16 15v10" strokeDasharray="3 4" className={ACCENT} />
      <circle cx="118" cy="62" r="11" strokeDasharray="3 4" className={ACCENT} />
      <path d="M118 58v8M114 62h8" className={ACCENT_LINE} />
      <path d="M56 104V88c0-12 10-20 24-20s24 8 24 20v16" className={BODY} />
      <circle cx="80" cy="46" r="15" className={BODY} />
      <path d="M75 50c3 3 7 3 10 0" className={THIN} />
      <circle cx="75" cy="44" r="1.5" className={DOT} />
      <circle cx="85" cy="44" r="1.5" className={DOT} />
    </>
  ),
  mail: (
    <>
      <path d="M42 58 75.5 26a6.5 6.5 0 0 1 9 0L118 58" className={SHADE} />
      <path d="M54 84V38a5 5 0 0 1 5-5h42a5 5 0 0 1 5 5v46Z" className={BODY} />
      <path d="M63 45h20M63 53h34M63 61h26" className={THIN} />
      <path d="M42 58 80 82l38-24v40a6 6 0 0 1-6 6H48a6 6 0 0 1-6-6Z" className={BODY} />
      <path d="m44 102 27-25.5M116 102 89 76.5" className={THIN} />
      <circle cx="104" cy="36" r="11" className={ACCENT} />
      <path d="M99.5 36.2 103 39.5l5.7-6.8" className={ACCENT_LINE} />
    </>
  ),
  webhook: (
    <>
      <g transform="rotate(-8 105 60)">
        <rect x="78" y="48" width="44" height="28" rx="4" className={ACCENT} />
        <path d="m98 57-4 5 4 5M113 57l4 5-4 5M107.5 56l-4 12" className={ACCENT_LINE} />
      </g>
      <path d="M86 10v9" strokeDasharray="2 3" className="stroke-ink-faint" />
      <circle cx="86" cy="24" r="4.5" className={BODY} />
      <path d="M86 28.5V68c0 12-8 20-18.5 20S50 80 50 70v-9" strokeWidth="6.5" className="stroke-ink-faint" />
      <path d="M86 28.5V68c0 12-8 20-18.5 20S50 80 50 70v-9" strokeWidth="3.5" className="stroke-surface" />
      <path d="m44 68 6-10 6 10" className={BODY} />
      <path d="M36 98c4-4 8-4 12 0s8 4 12 0 8-4 12 0 8 4 12 0 8-4 12 0 8 4 12 0 8-4 12 0" className={THIN} />
    </>
  ),
  search: (
    <>
      <path d="M38 30h58M38 30a6 6 0 0 0 0 14h20" className={THIN} />
      <path d="M38 58h18M38 58a6 6 0 0 0 0 14h24M38 86h34M38 86a6 6 0 0 0 0 14h52" className={THIN} />
      <path d="m105 79 16 17" strokeWidth="9" className="stroke-accent-bright" />
      <path d="m105 79 16 17" strokeWidth="6" className="stroke-accent-soft" />
      <circle cx="88" cy="60" r="27" className={BODY} />
      <circle cx="88" cy="60" r="21" className={SHADE} />
      <circle cx="81" cy="56" r="1.9" className={DOT} />
      <circle cx="95" cy="56" r="1.9" className={DOT} />
      <path d="M83 67.5c3-2.5 7-2.5 10 0" className="stroke-ink-faint" />
    </>
  ),
  shield: (
    <>
      <path
        d="M80 17c10 7 21 10 33 10.5V58c0 22-13 36-33 45-20-9-33-23-33-45V27.5C59 27 70 24 80 17Z"
        className={BODY}
      />
      <path
        d="M80 27c8 5 15.5 7.5 24 8.3V58c0 17-9.5 27.5-24 35-14.5-7.5-24-18-24-35V35.3C64.5 34.5 72 32 80 27Z"
        className={SHADE}
      />
      <circle cx="80" cy="54" r="9" className={ACCENT} />
      <path d="M76.5 62 74 77h12l-2.5-15" className={ACCENT} />
      <path d="M77.6 61.8h4.8" strokeWidth="3" className="stroke-accent-soft" />
    </>
  ),
  device: (
    <>
      <rect x="36" y="36" width="74" height="52" rx="6" className={BODY} />
      <rect x="42" y="42" width="62" height="40" rx="2.5" className={SHADE} />
      <path d="M26 96h94v1a7 7 0 0 1-7 7H33a7 7 0 0 1-7-7Z" className={BODY} />
      <path d="M36 88h74l8 8H28Z" className={BODY} />
      <path d="m50 53 6 5.5-6 5.5M61 65h9" strokeWidth="2" className="stroke-ink-faint" />
      <rect x="98" y="50" width="32" height="54" rx="6.5" className={ACCENT} />
      <rect x="102.5" y="56" width="23" height="42" rx="2.5" className="fill-surface stroke-accent-bright" />
      <path d="m108 77 4.3 4.3 7.7-9" strokeWidth="2" className={ACCENT_LINE} />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type Art = keyof typeof ART;

/** One of the drawings; decoration, so it is silent. */
export function EmptyArt({ art }: { art: Art }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 160 120"
      fill="none"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="h-30 w-40"
    >
      <circle cx="80" cy="58" r="52" className="fill-sunken" />
      <path d="M14 104h132" className={THIN} strokeDasharray="6 4 96 4 14 4" />
      <path d="M136 24v6M133 27h6M22 40v5M19.5 42.5h5" className={THIN} />
      <circle cx="143" cy="52" r="1.6" className="fill-line-strong" />
      <circle cx="30" cy="22" r="1.6" className="fill-line-strong" />
      {ART[art]}
    </svg>
  );
}
