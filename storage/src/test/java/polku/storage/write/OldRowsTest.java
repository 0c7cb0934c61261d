package polku.storage.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch file of the first version holds is stored by this one: row by row, in order, with its stamps. */
class OldRowsTest {
    private static final long AT = 1_761_998_400_000L;

    @Test
    void tableOfAFirstBatch_keepsItsRowsAndTheirStamps() {
        byte[] first = FirstLayout.event(1, 5, AT, "signup");
        byte[] second = FirstLayout.event(1, 6, AT + 1, "äö");
        LittleEndian.putLong(first, 12, 101);
        LittleEndian.putLong(first, 20, 7);
        LittleEndian.putLong(second, 12, 102);
        LittleEndian.putLong(second, 20, 7);
        RowWriter both = new RowWriter().raw(first, 0, first.length).raw(second, 0, second.length);

        Batch.TableRows now =
                OldRows.current(new Batch.TableRows("events", both.toByteArray(), new int[] {0, first.length}));

        assertThat(now.rows()).isEqualTo(2);
        byte[] row = Arrays.copyOfRange(now.bytes(), now.offsets()[1], now.bytes().length);
        assertThat(EventRow.decode(new RowReader(row, 0, row.length)).name()).isEqualTo("äö");
        assertThat(LittleEndian.getLong(row, 12)).isEqualTo(102);
        assertThat(LittleEndian.getLong(now.bytes(), 12)).isEqualTo(101);
        assertThat(LittleEndian.getLong(row, 20)).isEqualTo(7);
    }

    @Test
    void sessionsOfAFirstBatch_haveNoRegionAndNoCity() {
        byte[] rows = {1, 2, 3, 4, 5};
        Batch.TableRows now = OldRows.current(new Batch.TableRows("sessions", rows, new int[] {0, 3}));
        assertThat(now.bytes()).containsExactly(1, 2, 3, 0, 0, 4, 5, 0, 0);
        assertThat(now.offsets()).containsExactly(0, 5);
    }

    @Test
    void rowOfALaterVersion_isRefused() {
        assertThatThrownBy(() -> OldRows.current(List.of(new SpooledRow(RowKind.EVENT, 9, new byte[80], false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 9");
    }
}
