package org.careloop.web.agreement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;

/**
 * How one person's votes compare with the others'.
 *
 * @param withOthers how often the vote was the one that most of the other votes on the comparison gave; comparisons
 *     where the others are split evenly, or that have no others, are left out
 * @param longer how often a deciding vote preferred the longer response; equally long ones are left out
 */
public record Habits(Proportion withOthers, Proportion longer) {
    private static final Habits NONE = new Habits(new Proportion(0, 0), new Proportion(0, 0));

    static Map<PersonId, Habits> of(VoteSheet sheet) {
        int people = sheet.annotators().size();
        int[][] counts = new int[people][4]; // [annotator][agreed, compared, longer, decided]
        int[] verdicts = new int[Grade.VERDICTS];
        for (int c = 0; c < sheet.comparisons(); c++) {
            Arrays.fill(verdicts, 0);
            for (int vote = sheet.start(c); vote < sheet.start(c + 1); vote++) {
                verdicts[sheet.grade(0, vote).verdict().ordinal()]++;
            }
            for (int vote = sheet.start(c); vote < sheet.start(c + 1); vote++) {
                Verdict verdict = sheet.grade(0, vote).verdict();
                int[] mine = counts[sheet.annotator(vote)];
                countAgreement(mine, verdicts, verdict.ordinal());
                countLength(mine, verdict, sheet.comparison(c).longer());
            }
        }
        Map<PersonId, Habits> habits = new HashMap<>();
        for (int i = 0; i < people; i++) {
            int[] mine = counts[i];
            habits.put(
                    sheet.annotators().get(i),
                    new Habits(new Proportion(mine[0], mine[1]), new Proportion(mine[2], mine[3])));
        }
        return habits;
    }

    private static void countAgreement(int[] mine, int[] verdicts, int own) {
        verdicts[own]--;
        int most = 0;
        int leaders = 0;
        int leader = -1;
        for (int k = 0; k < verdicts.length; k++) {
            if (verdicts[k] > most) {
                most = verdicts[k];
                leaders = 1;
                leader = k;
            } else if (verdicts[k] == most && most > 0) {
                leaders++;
            }
        }
        verdicts[own]++;
        if (leaders == 1) {
            mine[0] += leader == own ? 1 : 0;
            mine[1]++;
        }
    }

    private static void countLength(int[] mine, Verdict verdict, int longer) {
        if (longer != 0 && (verdict == Verdict.A || verdict == Verdict.B)) {
            mine[2] += (verdict == Verdict.A) == (longer > 0) ? 1 : 0;
            mine[3]++;
        }
    }

    static Habits none() {
        return NONE;
    }
}
