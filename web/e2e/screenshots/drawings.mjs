// Pictures that belong to nobody: faces, a chart and emoji, drawn here and made into PNGs by the browser.

const faces = {
  maya: { wall: "#f3c9a8", skin: "#c98a5e", hair: "#2b1c16", shirt: "#2f5bd0", long: true },
  tomas: { wall: "#bcd7e8", skin: "#e3b58d", hair: "#4a3222", shirt: "#3c4a57", beard: true },
  priya: { wall: "#d9c6ea", skin: "#a86f47", hair: "#17110f", shirt: "#b83a5c", long: true },
  jonas: { wall: "#c9e2c6", skin: "#f0c9a6", hair: "#c79a52", shirt: "#2f6f54" },
  aiko: { wall: "#f5d3d8", skin: "#f2cfae", hair: "#1d1a22", shirt: "#f0f0ee", long: true },
  sam: { wall: "#f4dfa2", skin: "#6b4429", hair: "#120d0a", shirt: "#d0622b", beard: true },
  lena: { wall: "#cfe3df", skin: "#efc4a4", hair: "#8d3b22", shirt: "#51457f", long: true },
};

export const drawnFaces = Object.keys(faces);

export function face(name) {
  const { wall, skin, hair, shirt, long = false, beard = false } = faces[name];
  const behind = long ? `<path d="M66 118c0-84 124-84 124 0v78H66z" fill="${hair}"/>` : "";
  const chin = beard ? `<path d="M82 128c4 64 88 64 92 0-10 24-82 24-92 0z" fill="${hair}"/>` : "";
  return svg(
    256,
    256,
    `<rect width="256" height="256" fill="${wall}"/>${behind}
    <path d="M30 256c6-58 46-70 98-70s92 12 98 70z" fill="${shirt}"/>
    <rect x="108" y="150" width="40" height="50" rx="18" fill="${skin}"/>
    <ellipse cx="128" cy="118" rx="46" ry="56" fill="${skin}"/>${chin}
    <path d="M80 112c-4-72 100-72 96 0-14-34-44-40-60-36-18 4-30 14-36 36z" fill="${hair}"/>`,
  );
}

export function latencyChart() {
  const p99 = "60,330 150,326 240,331 330,322 400,118 470,96 540,104 610,90 680,112 740,318 830,328 920,324 1010,330 1140,327";
  const p50 = "60,372 240,370 330,371 400,338 540,334 680,340 740,369 920,371 1140,370";
  const lines = [120, 200, 280, 360].map((y) => `<path d="M60 ${y}H1140" stroke="#dfe3ea"/>`).join("");
  const words = (x, y, text, size = 22) =>
    `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="#596273">${text}</text>`;
  return svg(
    1200,
    480,
    `<rect width="1200" height="480" fill="#fbfcfe"/>${words(60, 58, "checkout · latency, eu-west-1", 26)}${lines}
    <rect x="390" y="80" width="345" height="312" fill="#d33b4a" opacity=".07"/>
    <polyline points="${p99}" fill="none" stroke="#3257d6" stroke-width="5"/>
    <polyline points="${p50}" fill="none" stroke="#8fa3e8" stroke-width="4"/>
    ${words(60, 430, "09:00")}${words(400, 430, "09:12")}${words(700, 430, "09:31")}${words(1080, 430, "10:00")}
    ${words(1000, 58, "p99 · p50")}`,
  );
}

export function emptyState() {
  return svg(
    900,
    560,
    `<rect width="900" height="560" fill="#eef2fb"/>
    <rect x="250" y="120" width="400" height="250" rx="24" fill="#fff" stroke="#c9d3ee" stroke-width="4"/>
    <path d="M330 370l-10 60 70-60z" fill="#fff" stroke="#c9d3ee" stroke-width="4"/>
    <rect x="300" y="175" width="220" height="22" rx="11" fill="#c9d3ee"/><rect x="300" y="225" width="300" height="22" rx="11" fill="#dfe6f7"/>
    <rect x="300" y="275" width="160" height="22" rx="11" fill="#dfe6f7"/>
    <text x="450" y="490" text-anchor="middle" font-family="sans-serif" font-size="34" fill="#41506f">Nothing here yet. Say hello.</text>`,
  );
}

export const emoji = {
  northwind: `<circle cx="64" cy="64" r="60" fill="#2f5bd0"/><path d="M64 14l20 50H44z" fill="#fff"/><path d="M64 114L44 64h40z" fill="#9db6f5"/>`,
  shipit: `<path d="M12 78h104l-18 34H30z" fill="#b5552b"/><path d="M62 14v58H24z" fill="#e9edf6"/><path d="M68 26v46h32z" fill="#c3cce0"/>`,
  "on-call": `<circle cx="64" cy="64" r="58" fill="#d33b4a"/><path d="M38 82c0-48 52-48 52 0h8v10H30V82z" fill="#fff"/><circle cx="64" cy="100" r="8" fill="#fff"/>`,
  "all-green": `<rect x="8" y="8" width="112" height="112" rx="26" fill="#1f8a55"/><path d="M34 66l20 20 40-44" fill="none" stroke="#fff" stroke-width="14"/>`,
};

export const emojiDrawing = (name) => svg(128, 128, emoji[name]);

function svg(width, height, content) {
  return {
    width,
    height,
    markup: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  };
}

/** Makes PNGs of drawings. */
export async function painter(browser) {
  const page = await browser.newPage();
  return {
    async png({ width, height, markup }) {
      await page.setViewportSize({ width, height });
      await page.setContent(`<body style="margin:0;background:transparent">${markup}</body>`);
      return page.screenshot({ omitBackground: true });
    },
    close: () => page.close(),
  };
}
