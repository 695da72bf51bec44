// Puts a small box beside an element. For boxes in the browser's top layer (`popover`), which nothing clips.

type Box = { top: number; bottom: number; left: number; width: number };

/** Where a box of `size` goes: at the asked side if it fits there or the other has less room; never beyond the screen. */
export function spot(
  anchor: Box,
  size: { width: number; height: number },
  screen: { width: number; height: number },
  { side = "bottom", align = "start", gap = 4, edge = 8 }: Placing = {},
): { left: number; top: number; room: number } {
  const below = screen.height - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const [first, second] = side === "bottom" ? [below, above] : [above, below];
  const stays = size.height <= first || first >= second;
  const under = (side === "bottom") === stays;
  const room = Math.max(0, under ? below : above);
  const height = Math.min(size.height, room);
  const wanted = align === "start" ? anchor.left : anchor.left + (anchor.width - size.width) / 2;
  return {
    left: Math.max(edge, Math.min(wanted, screen.width - size.width - edge)),
    top: under ? anchor.bottom + gap : anchor.top - gap - height,
    room,
  };
}

type Placing = { side?: "top" | "bottom"; align?: "start" | "center"; gap?: number; edge?: number };

/** Keeps `popup` beside `anchor` while the page scrolls or changes its size; returns the way to stop. */
export function keepPlaced(
  popup: HTMLElement,
  anchor: Element,
  { matchWidth = false, ...placing }: Placing & { matchWidth?: boolean } = {},
): () => void {
  const put = () => {
    const beside = anchor.getBoundingClientRect();
    popup.style.maxHeight = "";
    if (matchWidth) popup.style.width = `${beside.width}px`;
    const size = { width: popup.offsetWidth, height: popup.offsetHeight };
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top, room } = spot(beside, size, screen, placing);
    popup.style.left = `${left}px`;
    popup.style.top = `${top}px`;
    if (size.height > room) popup.style.maxHeight = `${room}px`;
  };
  put();
  const sizes = new ResizeObserver(put);
  sizes.observe(anchor);
  sizes.observe(popup);
  const scrolled = (event: Event) => {
    if (event.target !== popup) put();
  };
  window.addEventListener("scroll", scrolled, true);
  window.addEventListener("resize", put);
  return () => {
    sizes.disconnect();
    window.removeEventListener("scroll", scrolled, true);
    window.removeEventListener("resize", put);
  };
}
