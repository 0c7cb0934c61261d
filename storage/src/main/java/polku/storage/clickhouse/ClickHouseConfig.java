package polku.storage.clickhouse;

import java.net.URI;

/**
 * Where ClickHouse answers.
 *
 * @param url http(s)://host:port, without path
 * @param database created by the migrations where it is missing
 * @param queryThreads reads at once; a further one waits in a bounded queue
 */
public record ClickHouseConfig(URI url, String user, String password, String database, int queryThreads) {
    @Override
    public String toString() {
        return "ClickHouseConfig[url=" + url + ", user=" + user + ", database=" + database + ", queryThreads="
                + queryThreads + "]";
    }
}
