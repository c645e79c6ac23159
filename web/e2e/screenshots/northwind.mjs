import { Api } from "../support/api.mjs";
import { World } from "../support/world.mjs";
import { drawnFaces, emoji, emojiDrawing, emptyState, face, latencyChart, painter } from "./drawings.mjs";
import { startSite } from "./site.mjs";
import { talk } from "./talk.mjs";
import { ToldTimes } from "./toldTime.mjs";

const people = [
  ["tomas", "Tomás Rivera", "Site reliability", "Europe/Madrid"],
  ["priya", "Priya Nair", "Payments", "Asia/Kolkata"],
  ["jonas", "Jonas Weber", "Platform", "Europe/Berlin"],
  ["aiko", "佐藤 愛子", "Design", "Asia/Tokyo"],
  ["sam", "Sam Okafor", "Support", "Africa/Lagos"],
  ["lena", "Lena Hoffmann-Castellanos", "Data platform and analytics", "America/Argentina/Buenos_Aires"],
  ["yusuf", "Yusuf Demir", "Network", "Europe/Istanbul"],
];

const rooms = [
  ["announcements", "Read by everyone, written by few", ["tomas", "priya", "jonas", "aiko", "sam", "lena", "yusuf"]],
  ["deploys", "What went out, and when", ["tomas", "jonas", "yusuf"]],
  ["design", "How it looks, and why", ["aiko", "sam", "lena"]],
  ["incidents", "Something is broken: say it here first", ["tomas", "priya", "jonas", "sam", "yusuf"]],
  ["random", "", ["tomas", "priya", "jonas", "aiko", "sam", "lena"]],
  ["support", "What customers ask for", ["sam", "priya"]],
];

/** A company's server at the end of a day, as Maya, who runs operations, sees it. */
export async function openNorthwind() {
  const site = await startSite();
  const world = await World.open({
    settings: { Parley__LinkPreviews__InternalNetworks: "127.0.0.0/8", Parley__LinkPreviews__Ports: `${site.port}` },
  });
  const close = () => Promise.all([world.close(), site.close()]);
  try {
    return { world, close, ...(await fill(world, site)) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(world, site) {
  const maya = await Api.signUp(world.server.url, { username: "maya", displayName: "Maya Chen", workspaceName: "Northwind" });
  world.ann = maya;
  world.workspaceId = (await maya.get("/api/v1/me")).workspaces[0].id;
  world.general = (await maya.get("/api/v1/sync")).channels[0].channel;
  const staff = { maya };
  for (const [username, displayName, title, timeZone] of people) {
    staff[username] = await world.member(username, displayName);
    await staff[username].patch("/api/v1/me", { title, timeZone });
  }
  await maya.patch("/api/v1/me", { title: "Operations", pronouns: "she/her", timeZone: "Europe/Lisbon" });

  await gather(world, staff);
  const pictures = await paint(world, staff);
  const channels = await openChannels(world, staff);
  const times = new ToldTimes();
  const places = await talk({ staff, channels, times, pictures, site });
  await world.ann.put(`/api/v1/channels/${channels.random.id}/notifications`, { level: "nothing", ignoresEveryone: true });
  for (const channel of Object.values(channels)) {
    await times.follow(maya, channel.id, channel.begunAt);
  }
  await settle(staff);
  return { staff, channels, times, places, pictures };
}

async function gather({ workspaceId }, { maya, tomas, priya, jonas, aiko, sam, yusuf }) {
  for (const [name, group] of [
    ["design-reviewers", [aiko, sam]],
    ["oncall", [maya, tomas, priya, jonas, yusuf]],
  ]) {
    await maya.put(`/api/v1/workspaces/${workspaceId}/groups/${name}`, { accountIds: group.map(({ id }) => id) });
  }
}

async function paint(world, staff) {
  const paint = await painter(world.browser);
  for (const name of drawnFaces) {
    await staff[name].putBytes("/api/v1/me/avatar", await paint.png(face(name)));
  }
  for (const name of Object.keys(emoji)) {
    await staff.maya.putBytes(`/api/v1/workspaces/${world.workspaceId}/emoji/${name}`, await paint.png(emojiDrawing(name)));
  }
  const pictures = { chart: await paint.png(latencyChart()), emptyState: await paint.png(emptyState()) };
  await paint.close();
  return pictures;
}

async function openChannels(world, staff) {
  const { maya } = staff;
  const channels = { general: { ...world.general, begunAt: "17 08:50" } };
  await maya.patch(`/api/v1/channels/${world.general.id}`, { topic: "Everyone is here" });
  for (const [name, topic, members] of rooms) {
    channels[name] = { ...(await world.channel(name, maya, { topic })), begunAt: "17 09:00" };
    for (const member of members) {
      await staff[member].put(`/api/v1/channels/${channels[name].id}/members/me`);
    }
  }
  const leads = await world.channel("leads", maya, { topic: "Hiring and budget", visibility: "private" });
  await maya.put(`/api/v1/channels/${leads.id}/members/${staff.priya.id}`);
  channels.leads = { ...leads, begunAt: "17 09:10" };
  const guests = { role: "guest", channelIds: [channels.incidents.id], expiresInHours: 24 };
  const { code } = await maya.post(`/api/v1/workspaces/${world.workspaceId}/invites`, guests);
  staff.grace = await Api.signUp(world.server.url, { username: "grace", displayName: "Grace Lindqvist", invite: code });
  await staff.grace.patch("/api/v1/me", { title: "Security review, until December", timeZone: "Europe/Stockholm" });
  // Those that Maya is not in, to be found.
  const { tomas, lena } = staff;
  for (const [name, topic, by] of [
    ["capacity", "Plans for the next quarter", tomas],
    ["data-quality", "Numbers that do not add up", lena],
    ["lisbon-office", "Keys, plants and visitors", tomas],
  ]) {
    await world.channel(name, by, { topic });
  }
  const direct = async (name, ...others) => {
    const accountIds = others.map((other) => staff[other].id);
    channels[name] = {
      ...(await maya.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds })),
      begunAt: "18 09:00",
    };
  };
  await direct("withPriya", "priya");
  await direct("withTomas", "tomas");
  await direct("withSam", "sam");
  await direct("withLenaAndAiko", "lena", "aiko");
  return channels;
}

async function settle({ maya, priya, sam, aiko, jonas }) {
  const inHours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
  await priya.put("/api/v1/me/status", { emoji: "🎧", text: "Reading the post-mortem", endsAt: null });
  await sam.put("/api/v1/me/availability", { mode: "do-not-disturb", endsAt: inHours(1) });
  await aiko.put("/api/v1/me/status", { emoji: "🌴", text: "On holiday until Monday", endsAt: null });
  await jonas.put("/api/v1/me/availability", { mode: "away" });
  await maya.put("/api/v1/me/keywords", { keywords: ["post-mortem", "rollback"] });
  await maya.put("/api/v1/me/notifications", {
    level: "mentions",
    quietHours: { days: ["monday", "tuesday", "wednesday", "thursday", "friday"], from: "19:00", to: "08:00", timeZone: "Europe/Lisbon" },
    sound: false,
    hidesContent: false,
  });
  await maya.post("/api/v1/me/access-tokens", { name: "Deploy bot", expiresAt: inHours(24 * 90) });
  await maya.post("/api/v1/me/access-tokens", { name: "Export to the archive", expiresAt: null });
}
