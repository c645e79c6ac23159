#pragma once
#include <stdint.h>

typedef enum { SCENARIO_FAN_OUT, SCENARIO_IDLE, SCENARIO_RESUME } Scenario;
typedef enum { PROTOCOL_PARLEY, PROTOCOL_SIGNALR, PROTOCOL_SOCKETIO, PROTOCOL_PLAIN } ProtocolKind;

enum { MAX_PHASES = 8, MAX_PIDS = 4 };

// One stretch of a fan-out run. Rate 0: as fast as the server delivers.
typedef struct {
  char name[32];
  double rate;
  double seconds;
  // Posts that are due together.
  int at_once;
} Phase;

typedef struct {
  Scenario scenario;
  ProtocolKind protocol;
  int port;
  int readers;
  // Handshakes under way at once.
  int opening;
  // Posts that are sent and not yet with every reader, at most, when the rate is 0.
  int window;
  // Keep-alive connections that post over REST; 0: one WebSocket publishes.
  int posters;
  const char *post_path;
  const char *token;
  // A file with the first frame of each reader, a line each.
  const char *frames;
  // Of a message's text.
  int text_bytes;
  // Latency is taken at every so many-th reader of a saturated phase.
  int sample;
  Phase phases[MAX_PHASES];
  int phase_count;
  int pids[MAX_PIDS];
  int pid_count;
  // Threads of the first process whose names start so are told of; NULL: none.
  const char *threads;
  // Resume: what each reader misses, and how many messages there are in all.
  int expect;
  int messages;
  double patience_seconds;
} Options;

Options options_parse(int count, char **arguments);
