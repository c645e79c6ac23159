#pragma once
#include <stdint.h>

// Counts of times in buckets that grow with the value: 64 steps to each doubling, so that a percentile is off by at most 1.6 %.
enum { HISTOGRAM_STEPS = 64, HISTOGRAM_BUCKETS = HISTOGRAM_STEPS * 40 };

typedef struct {
  uint64_t count;
  uint64_t largest;
  uint64_t buckets[HISTOGRAM_BUCKETS];
} Histogram;

void histogram_clear(Histogram *histogram);
void histogram_add(Histogram *histogram, uint64_t ns);

// Part 0.99: the value that 99 of 100 stay below. 0 when nothing was added.
uint64_t histogram_at(const Histogram *histogram, double part);

// {"count":N,"p50":us,"p90":us,"p99":us,"p999":us,"max":us}
void histogram_print(const Histogram *histogram);
