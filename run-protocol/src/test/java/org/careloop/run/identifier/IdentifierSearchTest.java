package org.careloop.run.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierSearchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Seen by Dr. James P. Whitfield today. | NAME James P. Whitfield
        Signed, James P. Whitfield, MD | NAME James P. Whitfield
        姓名：米歇尔·奥巴马，女 | NAME 米歇尔·奥巴马
        Dr. Parkinson's disease clinic |
        Will You Miss Cancers? |
        I AM HAVING PARKINSON FOR YEARS |
        请向您的医生询问 |
        麻烦医生看看 |
        Poison control: phone 1-800-222-1222 |
        Call (2020-03-25) |
        Tel: 202-966-5557 800 336 | PHONE 202-966-5557
        身份证110105194912310021 | NATIONAL_ID 110105194912310021
        编号110105194912310021 |
        编号11010519491231002X | NATIONAL_ID 11010519491231002X
        """)
    void aPassageIsOneByWhatAnnouncesItOrByItsCheckDigits(String text, String expected) {
        List<String> found = IdentifierSearch.in(text).stream()
                .map(each -> each.kind() + " " + each.in(text))
                .toList();

        assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** Twice the text takes about twice the time; four times would be a search that goes over the text at each place of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "@a.",
                "1",
                "1 ",
                "1-",
                "+1 ",
                "(1) ",
                "A ",
                "Mr ",
                "Mr. Aa Bb Cc Dd ",
                "dob 1/",
                "MRN: A-",
                "患者王",
                "王先生",
                "路1号",
                "1号楼",
                "张·",
                "12 A. A. ",
                "A A, MD",
                "62 ",
                "4111 1111 1111 1111 ",
                "电话1"
            })
    void timeIsLinearOnAnyText(String part) {
        IdentifierSearch.in(part.repeat(200_000 / part.length()));
        long once = time(part.repeat(250_000 / part.length()));
        long fourTimes = time(part.repeat(1_000_000 / part.length()));

        assertThat(fourTimes).isLessThan(10 * once + 50_000_000);
    }

    /** The least of three times: what else the machine does only adds to them. */
    private static long time(String text) {
        return IntStream.range(0, 3).mapToLong(go -> timeOfOne(text)).min().orElseThrow();
    }

    private static long timeOfOne(String text) {
        var thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        IdentifierSearch.in(text);
        return thread.getCurrentThreadCpuTime() - before;
    }
}
