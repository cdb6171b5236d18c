/** Shapes that say the same as the words beside them, so that colour is never needed. */
const shapes = {
  off: <circle cx="12" cy="12" r="8" />,
  recording: (
    <>
      <circle cx="12" cy="12" r="9" />
      <circle cx="12" cy="12" r="4.5" fill="currentColor" />
    </>
  ),
  "allowed-elsewhere": <path d="M12 3a9 9 0 0 1 0 18M12 3a9 9 0 0 0 0 18" strokeDasharray="3 3" />,
  paused: <path d="M8.5 5v14M15.5 5v14" strokeWidth="4" />,
  play: <path d="M7 4.5v15l12-7.5z" fill="currentColor" />,
  check: <path d="M4.5 12.5 10 18 19.5 7" />,
  info: <path d="M12 11v6M12 7.2v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18" />,
  warning: <path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1" />,
  error: <path d="M12 7v6.5M12 16.8v.1M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z" />,
  home: <path d="M4 11.5 12 4.5l8 7V20h-5.5v-5.5h-5V20H4z" />,
  review: <path d="M3.5 6h17v12h-17zM8 6v12M16 6v12M3.5 12H8M16 12h4.5" />,
  study: <path d="M6 3.5h9l3.5 3.5v13.5H6zM9 11h6M9 15h6" />,
  leave: <path d="M13.5 4H5.5v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5" />,
  lock: <path d="M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />,
  save: <path d="M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15" />,
  cut: <path d="M6 6l12 12M18 6 6 18" />,
  undo: <path d="M4.5 9.5h9a5.5 5.5 0 0 1 0 11H8M4.5 9.5 9 5M4.5 9.5 9 14" />,
  back: <path d="M19 12H5.5M11 6l-6 6 6 6" />,
  next: <path d="M5 12h13.5M13 6l6 6-6 6" />,
} as const;

export type GlyphName = keyof typeof shapes;

export function Glyph({ name }: { readonly name: GlyphName }) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
