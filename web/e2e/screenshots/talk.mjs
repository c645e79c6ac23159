import { randomUUID } from "node:crypto";

const runbook = `What to do when the queue grows:

1. Look at **consumer lag** first, not at the broker
2. \`kubectl rollout restart deploy/worker\` only if lag is flat
3. Write here what you saw

\`\`\`csharp
while (await queue.TakeAsync(cancellation) is { } job)
{
    await job.RunAsync(cancellation); // done once, whatever is killed
}
\`\`\``;

const rollout = `| region | version | state |
| --- | --- | --- |
| eu-west-1 | 2025.47.2 | :all-green: |
| us-east-1 | 2025.47.2 | :all-green: |
| ap-south-1 | 2025.47.1 | canary |`;

const lag = `minute,lag,consumers
09:12,184,12
09:17,2210,12
09:22,4016,12
09:27,1893,18
09:32,204,18
`;

/** Three days of work, each one's last words in the order of their times, as lists of the newest show them. Answers with the places that the pictures look at. */
export async function talk({ staff, channels, times, pictures, site }) {
  const { maya, tomas, priya, jonas, aiko, sam, lena, yusuf } = staff;
  const { general, announcements, deploys, design, incidents, random, support, leads, withPriya, withTomas, withSam, withLenaAndAiko } =
    channels;
  const at = (channel, seq) => `/api/v1/channels/${channel.id}/messages/${seq}`;

  async function say(when, person, channel, text, more = {}) {
    const stored = await person.post(`/api/v1/channels/${channel.id}/messages`, { text, clientMessageId: randomUUID(), ...more });
    times.tell(stored.postedAt, when);
    return stored;
  }
  async function edit(when, person, channel, { seq }, text) {
    times.tell((await person.patch(at(channel, seq), { text })).editedAt, when);
  }
  async function react(channel, { seq }, emoji, ...those) {
    for (const person of those) {
      await person.put(`${at(channel, seq)}/reactions/${encodeURIComponent(emoji)}`);
    }
  }
  const attach = async (person, channel, name, bytes, size = {}) =>
    (await person.postBytes(`/api/v1/channels/${channel.id}/files?${new URLSearchParams({ name, ...size })}`, bytes)).id;

  await say("17 09:02", maya, general, "Good morning! The on-call handover is at ten, in the small room.");
  await say("17 09:05", aiko, general, "おはようございます 🌅");
  await say("17 09:31", jonas, general, "I moved the capacity plan to the wiki, so that everyone can edit it.");
  await say("18 10:14", lena, general, "The weekly numbers are in. Two of them surprised me, see #data-quality.");
  await say("18 10:20", sam, general, "שלום לכולם, אני אצל הלקוח עד יום שישי");
  await say("19 08:58", yusuf, general, "The second line to Frankfurt is up. Nobody noticed, which is how I like it.");
  const welcome = await say(
    "19 09:04",
    maya,
    general,
    "@channel Grace looks at our security until December. She sees #incidents only; please answer her there.",
  );
  await react(general, welcome, "👋", tomas, priya, jonas, sam, lena);
  await react(general, welcome, ":northwind:", tomas, aiko);

  await say(
    "18 11:00",
    maya,
    announcements,
    "**Cards move to the new provider on 1 December.** Support has the answers for customers, see the pinned message there.",
  );

  await say("19 11:02", tomas, deploys, "`api 2025.47.2` is on staging.");
  await say("19 11:03", tomas, deploys, rollout);

  const alarm = await say("19 09:14", tomas, incidents, "**Checkout is slow.** p99 went from 180 ms to 2.4 s at 09:12, only in eu-west-1.");
  await react(incidents, alarm, "👀", priya, sam, jonas);
  await react(incidents, alarm, ":on-call:", tomas);
  await say(
    "19 09:16",
    priya,
    incidents,
    `Looking. The database is fine, the payment provider is not: [their status page](${site.url}) says _degraded_.`,
  );
  const cause = await say(
    "19 09:19",
    priya,
    incidents,
    "Their health check answers in 2 s, so ours waits as long. @tomas can we lower it?",
    { threadSeq: alarm.seq },
  );
  await say("19 09:24", jonas, incidents, "I lowered the timeout to 500 ms and turned the fallback on.", { threadSeq: alarm.seq });
  await react(incidents, cause, "👍", maya, jonas);
  const csv = await attach(tomas, incidents, "consumer-lag.csv", Buffer.from(lag));
  await say("19 09:30", tomas, incidents, "The queue behind it, minute by minute:", { threadSeq: alarm.seq, fileIds: [csv] });
  await say("19 09:35", tomas, incidents, "p99 is back at 190 ms. I keep watching for an hour.", {
    threadSeq: alarm.seq,
    alsoInChannel: true,
  });
  const chart = await attach(tomas, incidents, "checkout-p99.png", pictures.chart, { width: 1200, height: 480 });
  await tomas.patch(`/api/v1/files/${chart}`, { alt: "Latency of the checkout: a plateau between 09:12 and 09:31" });
  const picture = await say("19 09:41", tomas, incidents, "Here is what it looked like. The plateau is the fallback that was off.", {
    fileIds: [chart],
  });
  await react(incidents, picture, "🎉", sam, priya);
  const steps = await say("19 10:05", maya, incidents, runbook);
  await maya.put(`/api/v1/channels/${incidents.id}/pins/${steps.seq}`);
  await react(incidents, steps, "❤️", tomas);
  await react(incidents, steps, "👍🏽", jonas, priya);
  const readTo = await say("19 10:12", jonas, incidents, "I will put it into the wiki, too.");
  await edit("19 10:15", jonas, incidents, readTo, "I put it into the wiki, under _Runbooks_, and linked it from the alert.");
  await maya.put(`${at(incidents, alarm.seq)}/saved`);

  const drawing = await attach(aiko, design, "empty-state.png", pictures.emptyState, { width: 900, height: 560 });
  const tone = await say("19 13:20", aiko, design, "The new empty states. What do you think of the tone?", { fileIds: [drawing] });
  await say("19 13:34", sam, design, "Calm. I like it.", { threadSeq: tone.seq });
  await say("19 13:40", lena, design, "Could the second line say what happens next? @maya asked for that in the spring.", {
    threadSeq: tone.seq,
  });
  await react(design, tone, "😍", sam, lena);
  await maya.put(`${at(design, tone.seq)}/saved`);

  const cake = await say("19 12:30", lena, random, "There is cake in the kitchen. There was cake in the kitchen.");
  await react(random, cake, "😂", tomas, jonas, sam, aiko);
  await say("19 12:44", priya, random, "🎉");

  const answers = await say(
    "18 11:20",
    sam,
    support,
    "Cards and the new provider: what we answer.\n\n> My card was declined twice\n\nAsk for the last four digits, never for more, and look at `payments/declined` first.",
  );
  await maya.put(`/api/v1/channels/${support.id}/pins/${answers.seq}`);
  await say("19 14:02", sam, support, "A customer wants the invoice of the rollback day again. @maya is that in your archive?");

  await say("19 15:10", priya, announcements, "The change freeze begins on Friday at noon and ends on 2 December.");
  const production = await say("19 15:58", jonas, deploys, "Production follows at four, canary first. :shipit:");
  await react(deploys, production, ":shipit:", tomas, yusuf);
  const asked = await say(
    "19 16:20",
    sam,
    incidents,
    "Three customers asked about it, all of them were told. @maya do we write a post-mortem?",
  );
  await react(incidents, asked, "➕", jonas);
  await say("19 16:31", yusuf, incidents, "I can say what the network saw, it is short: nothing.");

  await say("18 16:00", priya, leads, "Two candidates for platform, both good. I would see both again.");
  await say("18 09:30", maya, withPriya, "Thank you for yesterday.");
  await say("19 16:38", priya, withPriya, "Do you have ten minutes after the handover?");
  await say("19 10:40", tomas, withTomas, "I owe you a coffee for this morning ☕");
  await say("18 17:12", sam, withSam, "The answers for the cards are pinned in support.");
  await say("17 15:00", lena, withLenaAndAiko, "Shall we look at the report together on Thursday?");

  const drafted = "The post-mortem: I will write the first version tonight, and";
  await maya.put(`/api/v1/channels/${withTomas.id}/draft`, { text: drafted });
  const read = [general, announcements, deploys, design, leads, withTomas, withSam, withLenaAndAiko];
  for (const channel of read) {
    await maya.put(`/api/v1/channels/${channel.id}/read-marker`, { seq: (await maya.history(channel.id)).at(-1).seq });
  }
  await maya.put(`/api/v1/channels/${incidents.id}/read-marker`, { seq: readTo.seq });
  await maya.put(`/api/v1/channels/${support.id}/read-marker`, { seq: answers.seq });
  return { alarm, picture, readTo, tone };
}
