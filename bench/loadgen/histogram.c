#include "histogram.h"

#include <stdio.h>
#include <string.h>

static int bucket_of(uint64_t ns) {
  if (ns < HISTOGRAM_STEPS) {
    return (int)ns;
  }
  // The highest bit chooses the doubling, the six bits below it the step in it.
  int doubling = 63 - __builtin_clzll(ns);
  int bucket = HISTOGRAM_STEPS * (doubling - 5) + (int)((ns >> (doubling - 6)) & (HISTOGRAM_STEPS - 1));
  return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

static uint64_t floor_of(int bucket) {
  if (bucket < HISTOGRAM_STEPS) {
    return (uint64_t)bucket;
  }
  int doubling = bucket / HISTOGRAM_STEPS + 5;
  return (uint64_t)(HISTOGRAM_STEPS + bucket % HISTOGRAM_STEPS) << (doubling - 6);
}

void histogram_clear(Histogram *histogram) {
  memset(histogram, 0, sizeof *histogram);
}

void histogram_add(Histogram *histogram, uint64_t ns) {
  histogram->count++;
  histogram->buckets[bucket_of(ns)]++;
  if (ns > histogram->largest) {
    histogram->largest = ns;
  }
}

uint64_t histogram_at(const Histogram *histogram, double part) {
  uint64_t wanted = (uint64_t)((double)histogram->count * part);
  uint64_t seen = 0;
  for (int bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
    seen += histogram->buckets[bucket];
    if (seen > wanted) {
      return floor_of(bucket);
    }
  }
  return histogram->largest;
}

void histogram_print(const Histogram *histogram) {
  printf("{\"count\":%llu,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f}", (unsigned long long)histogram->count,
         (double)histogram_at(histogram, 0.5) / 1e3, (double)histogram_at(histogram, 0.9) / 1e3, (double)histogram_at(histogram, 0.99) / 1e3,
         (double)histogram_at(histogram, 0.999) / 1e3, (double)histogram->largest / 1e3);
}
