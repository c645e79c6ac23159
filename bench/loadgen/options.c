#include "options.h"

#include "fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: loadgen fan-out|idle|resume --port N --protocol parley|signalr|socketio|plain --readers N\n"
    "  --phase NAME:RATE:SECONDS:AT_ONCE   (fan-out, repeated) RATE posts a second, so many at a time; 0: as fast as the server delivers\n"
    "  --threads NAME              (fan-out) of the first --pid: tell what its threads with names that start so use\n"
    "  --posters N --post-path PATH --token TOKEN   post over REST; without them one WebSocket publishes\n"
    "  --window N --opening N --sample N --text-bytes N --pid N --frames FILE\n"
    "  --expect N --messages N     (resume) messages that each reader misses, and that there are\n"
    "  --patience SECONDS          for what should happen by itself";

static int choose(const char *given, const char *const *names, int count) {
  for (int index = 0; index < count; index++) {
    if (!strcmp(given, names[index])) {
      return index;
    }
  }
  fail("%s is not known\n%s", given, USAGE);
}

static void add_phase(Options *options, const char *given) {
  if (options->phase_count == MAX_PHASES) {
    fail("at most %d phases", MAX_PHASES);
  }
  Phase *phase = &options->phases[options->phase_count++];
  phase->at_once = 1;
  if (sscanf(given, "%31[^:]:%lf:%lf:%d", phase->name, &phase->rate, &phase->seconds, &phase->at_once) < 3 || phase->at_once < 1) {
    fail("--phase takes NAME:RATE:SECONDS or NAME:RATE:SECONDS:AT_ONCE, not %s", given);
  }
}

Options options_parse(int count, char **arguments) {
  static const char *const scenarios[] = {"fan-out", "idle", "resume"};
  static const char *const protocols[] = {"parley", "signalr", "socketio", "plain"};
  if (count < 2) {
    fail("%s", USAGE);
  }

  Options options = {.opening = 64, .window = 64, .text_bytes = 100, .sample = 1, .patience_seconds = 60};
  options.scenario = (Scenario)choose(arguments[1], scenarios, 3);
  const struct {
    const char *name;
    int *target;
  } numbers[] = {{"--port", &options.port},         {"--readers", &options.readers}, {"--opening", &options.opening},
                 {"--window", &options.window},     {"--posters", &options.posters}, {"--text-bytes", &options.text_bytes},
                 {"--sample", &options.sample},     {"--expect", &options.expect},   {"--messages", &options.messages}};
  for (int index = 2; index < count; index += 2) {
    const char *name = arguments[index];
    if (index + 1 == count) {
      fail("%s needs a value\n%s", name, USAGE);
    }
    const char *value = arguments[index + 1];
    int known = 0;
    for (size_t number = 0; number < sizeof numbers / sizeof *numbers; number++) {
      if (!strcmp(name, numbers[number].name)) {
        *numbers[number].target = atoi(value);
        known = 1;
      }
    }
    if (known) {
      continue;
    }
    if (!strcmp(name, "--protocol")) {
      options.protocol = (ProtocolKind)choose(value, protocols, 4);
    } else if (!strcmp(name, "--phase")) {
      add_phase(&options, value);
    } else if (!strcmp(name, "--post-path")) {
      options.post_path = value;
    } else if (!strcmp(name, "--token")) {
      options.token = value;
    } else if (!strcmp(name, "--threads")) {
      options.threads = value;
    } else if (!strcmp(name, "--frames")) {
      options.frames = value;
    } else if (!strcmp(name, "--patience")) {
      options.patience_seconds = atof(value);
    } else if (!strcmp(name, "--pid") && options.pid_count < MAX_PIDS) {
      options.pids[options.pid_count++] = atoi(value);
    } else {
      fail("%s is not known\n%s", name, USAGE);
    }
  }
  if (options.port <= 0 || options.window < 1 || options.opening < 1 || options.sample < 1 || options.text_bytes < 40 || options.text_bytes > 1000) {
    fail("a number is out of its range\n%s", USAGE);
  }
  return options;
}
