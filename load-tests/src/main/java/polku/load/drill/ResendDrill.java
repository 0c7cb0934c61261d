package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import polku.load.EngineUnderTest;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** Inserts whose outcome the server does not get to know, with a roll-up view on the events. */
record ResendDrill() implements Drill {
    @Override
    public String name() {
        return "resend";
    }

    @Override
    public String fault() {
        return "answers of inserts are cut off after they were carried out; then kill -9 of server and of ClickHouse; a roll-up"
                + " view in place";
    }

    @Override
    public String expectation() {
        return "table and view count each event exactly once";
    }

    @Override
    public String run(Room room) throws Exception {
        Random random = new Random(room.seed());
        try (EngineUnderTest engine = new EngineUnderTest(room.home(), room.directory(), Room.ENGINE_MEGABYTES);
                CuttingProxy proxy = new CuttingProxy(room.vertx(), engine.port(), room.seed());
                PolkuUnderTest polku = room.polku(Room.SETTINGS
                        .with("POLKU_CLICKHOUSE_URL", "http://127.0.0.1:" + proxy.port())
                        .with("POLKU_CLICKHOUSE_PASSWORD", EngineUnderTest.PASSWORD));
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            rollUp(engine);
            load.start(3000);
            proxy.cut(0.5);
            ServerProcess.pause(room.times(20_000, 5000));
            Room.await("some answers were cut off", Duration.ofSeconds(30), () -> proxy.cut() >= 3);
            String cuts = "after " + proxy.cut() + " cut answers: " + counts(engine, polku, load, proxy);
            int kills = room.times(5, 1);
            for (int i = 0; i < kills; i++) {
                load.start(3000);
                proxy.cut(0.7);
                ServerProcess.pause(2000 + random.nextInt(1500));
                polku.process().kill();
                proxy.cut(0);
                polku.restart();
                load.stop();
            }
            String servers = kills + " server kills: " + counts(engine, polku, load, proxy);
            int deaths = room.times(10, 2);
            for (int i = 0; i < deaths; i++) {
                load.start();
                ServerProcess.pause(1500 + random.nextInt(1500));
                engine.killAndStart();
                load.stop();
            }
            String engines = deaths + " ClickHouse kills: " + counts(engine, polku, load, proxy);
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(Locale.ROOT, "%s; %s; %s; %s", cuts, servers, engines, account);
        }
    }

    /** As a migration would make it: synced, and remembering the tokens of as many inserts as its source. */
    private static void rollUp(EngineUnderTest engine) {
        engine.run("CREATE TABLE drill_rollup (site_id UInt32, quarter DateTime('UTC'), page String, events UInt64)"
                + " ENGINE = SummingMergeTree PARTITION BY toYYYYMM(quarter) ORDER BY (site_id, quarter, page)"
                + " SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,"
                + " non_replicated_deduplication_window = 10000");
        engine.run("CREATE MATERIALIZED VIEW drill_view TO drill_rollup AS SELECT site_id,"
                + " toStartOfFifteenMinutes(toDateTime(at, 'UTC')) AS quarter, page, count() AS events"
                + " FROM events GROUP BY site_id, quarter, page");
    }

    /** Stops the load and counts both when all is stored. */
    private static String counts(EngineUnderTest engine, PolkuUnderTest polku, AccountedLoad load, CuttingProxy proxy)
            throws IOException, InterruptedException {
        load.stop();
        proxy.cut(0);
        Account account = Account.atRest(polku, load.acknowledged()).addsUp();
        long table = Long.parseLong(engine.run("SELECT count() FROM events"));
        long view = Long.parseLong(engine.run("SELECT sum(events) FROM drill_rollup"));
        expect(
                table == load.acknowledged() && view == table,
                "%,d acknowledged, %,d in the table, %,d in the view: %s",
                load.acknowledged(),
                table,
                view,
                account);
        return String.format(Locale.ROOT, "%,d = %,d in the view", table, view);
    }
}
