#pragma once
#include "options.h"

// Posts into a room of readers, a phase after the other, and prints what it cost and how long it took, as one line of JSON.
void fan_out(const Options *options);

// Opens connections, prints {"opened":N,"seconds":S}, and holds them until standard input is closed.
void idle(const Options *options);

// Opens connections whose first frames carry cursors, and prints how long it took until each had all that it missed.
void resume(const Options *options);
