package polku.load;

/**
 * What a load of one kind measured.
 *
 * @param requests answered with 2xx
 * @param failures answered otherwise, or not at all
 * @param events carried by the answered requests
 * @param seconds wall time
 * @param serverCpuSeconds used by the server's process
 * @param engineCpuSeconds used by ClickHouse, 0 where there is none
 * @param p50Millis median time to the answer
 * @param p99Millis 99 of 100 answers were at least as fast
 */
record LoadResult(
        String name,
        long requests,
        long failures,
        long events,
        double seconds,
        double serverCpuSeconds,
        double engineCpuSeconds,
        double p50Millis,
        double p99Millis) {

    double requestsPerSecond() {
        return requests / seconds;
    }

    double eventsPerSecond() {
        return events / seconds;
    }

    double eventsPerCpuSecond() {
        return events / serverCpuSeconds;
    }

    double requestsPerCpuSecond() {
        return requests / serverCpuSeconds;
    }

    double cpuMicrosPerEvent() {
        return serverCpuSeconds * 1e6 / events;
    }

    double engineCpuMicrosPerEvent() {
        return engineCpuSeconds * 1e6 / events;
    }
}
