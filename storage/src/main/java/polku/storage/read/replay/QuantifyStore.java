package polku.storage.read.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.read.replay.Quantified.Group;
import polku.storage.read.replay.Quantified.Step;
import polku.storage.read.replay.Quantified.Value;
import polku.storage.write.RowReader;

/** Answers how common something is, and what came of it. Blocks. */
public final class QuantifyStore {
    private static final long MOST_BYTES = 16L << 20;

    private final ClickHouse clickHouse;

    public QuantifyStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Quantified answer(QuantifyQuestion question) {
        List<RowReader> parts = clickHouse
                .rows(
                        List.of(
                                new QuantifySql(question, question.period()).groups(),
                                new QuantifySql(question, question.period()).trend(),
                                new QuantifySql(question, question.period()).pages(),
                                new QuantifySql(question, question.period()).values("browser"),
                                new QuantifySql(question, question.period()).values("device"),
                                new QuantifySql(question, question.period()).values("country"),
                                new QuantifySql(question, question.previous()).count()),
                        QueryLimit.SCREEN,
                        MOST_BYTES)
                .stream()
                .map(rows -> new RowReader(rows, 0, rows.length))
                .toList();
        Group with = Group.NONE;
        Group without = Group.NONE;
        long occurrences = 0;
        long visitors = 0;
        long replays = 0;
        RowReader groups = parts.get(0);
        while (!groups.isAtEnd()) {
            boolean has = groups.int8() != 0;
            Group group = new Group(groups.int64(), groups.int64(), groups.int64(), new BigDecimal(groups.text()));
            long times = groups.int64();
            long people = groups.int64();
            long recorded = groups.int64();
            if (has) {
                with = group;
                occurrences = times;
                visitors = people;
                replays = recorded;
            } else {
                without = group;
            }
        }
        List<Step> trend = new ArrayList<>(Collections.nCopies(question.series().size(), Step.NONE));
        RowReader steps = parts.get(1);
        while (!steps.isAtEnd()) {
            trend.set((int) steps.int64(), new Step(steps.int64(), steps.int64()));
        }
        return new Quantified(
                with,
                without,
                occurrences,
                visitors,
                replays,
                trend,
                values(parts.get(2)),
                values(parts.get(3)),
                values(parts.get(4)),
                values(parts.get(5)),
                parts.get(6).isAtEnd() ? 0 : parts.get(6).int64());
    }

    private static List<Value> values(RowReader rows) {
        List<Value> values = new ArrayList<>();
        while (!rows.isAtEnd()) {
            values.add(new Value(rows.text(), rows.int64()));
        }
        return values;
    }
}
