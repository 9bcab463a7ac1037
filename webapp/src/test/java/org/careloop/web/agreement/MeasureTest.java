package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.dkpro.statistics.agreement.coding.FleissKappaAgreement;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.coding.PercentageAgreement;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The closed forms against DKPro's implementations and against values from the literature. */
class MeasureTest {
    private static final double EXACT = 1e-9;

    /** A study by hand: for each comparison the grade that each annotator gave, null where there is none. */
    private record Sheet(List<@Nullable Grade[]> rows, int raters) {

        static Sheet random(long seed, int comparisons, int raters, double missing, double decided) {
            Random random = new Random(seed);
            List<@Nullable Grade[]> rows = new ArrayList<>();
            for (int i = 0; i < comparisons; i++) {
                @Nullable Grade[] row = new Grade[raters];
                Grade truth = Grade.values()[random.nextInt(Grade.COUNT)];
                for (int r = 0; r < raters; r++) {
                    Grade guess = Grade.values()[random.nextInt(Grade.COUNT)];
                    row[r] = random.nextDouble() < missing ? null : random.nextDouble() < decided ? truth : guess;
                }
                rows.add(row);
            }
            return new Sheet(rows, raters);
        }

        Patterns patterns() {
            Patterns patterns = new Patterns();
            for (@Nullable Grade[] row : rows) {
                int[] counts = new int[Grade.COUNT];
                for (Grade grade : row) {
                    if (grade != null) {
                        counts[grade.ordinal()]++;
                    }
                }
                patterns.add(counts, 1);
            }
            return patterns;
        }

        double measure(Measure measure, int verdicts) {
            Patterns patterns = patterns();
            return measure.of(Moments.of(patterns.counts(), patterns.times()), verdicts);
        }

        /** The same votes for DKPro, comparisons with fewer than two left out. */
        CodingAnnotationStudy study(boolean ordinal) {
            CodingAnnotationStudy study = new CodingAnnotationStudy(raters);
            for (@Nullable Grade[] row : rows) {
                @Nullable Object[] categories = new Object[raters];
                int votes = 0;
                for (int r = 0; r < raters; r++) {
                    Grade grade = row[r];
                    if (grade != null) {
                        categories[r] = ordinal ? (Object) grade.place() : grade.verdict();
                        votes++;
                    }
                }
                if (votes > 1) {
                    study.addItemAsArray(categories);
                }
            }
            return study;
        }
    }

    @Test
    void everyMeasureEqualsDkproOnRandomStudiesWithAndWithoutMissingVotes() {
        for (int seed = 0; seed < 40; seed++) {
            int raters = 2 + seed % 5;
            Sheet sheet = Sheet.random(seed, 30 + 7 * seed, raters, seed % 2 == 0 ? 0 : .35, (seed % 10) / 10.0);
            CodingAnnotationStudy nominal = sheet.study(false);
            assertThat(sheet.measure(Measure.PERCENT, 4))
                    .as("percent, seed %d", seed)
                    .isCloseTo(new PercentageAgreement(nominal).calculateAgreement(), within(EXACT));
            assertThat(sheet.measure(Measure.FLEISS, 4))
                    .as("Fleiss, seed %d", seed)
                    .isCloseTo(new FleissKappaAgreement(nominal).calculateAgreement(), within(EXACT));
            assertThat(sheet.measure(Measure.ALPHA_NOMINAL, 4))
                    .as("nominal alpha, seed %d", seed)
                    .isCloseTo(
                            new KrippendorffAlphaAgreement(nominal, new NominalDistanceFunction()).calculateAgreement(),
                            within(EXACT));
            assertThat(sheet.measure(Measure.ALPHA_ORDINAL, 4))
                    .as("ordinal alpha, seed %d", seed)
                    .isCloseTo(
                            new KrippendorffAlphaAgreement(sheet.study(true), new OrdinalDistanceFunction())
                                    .calculateAgreement(),
                            within(EXACT));
        }
    }

    @Test
    void cohensKappaEqualsDkproOnRandomTables() {
        for (int seed = 0; seed < 40; seed++) {
            Sheet sheet = Sheet.random(1000 + seed, 25 + 11 * seed, 2, 0, (seed % 10) / 10.0);
            double[] table = new double[Grade.VERDICTS * Grade.VERDICTS];
            for (@Nullable Grade[] row : sheet.rows()) {
                Grade first = row[0];
                Grade second = row[1];
                if (first != null && second != null) {
                    table[
                            first.verdict().ordinal() * Grade.VERDICTS
                                    + second.verdict().ordinal()]++;
                }
            }
            assertThat(Bootstrap.kappa(table))
                    .as("seed %d", seed)
                    .isCloseTo(new CohenKappaAgreement(sheet.study(false)).calculateAgreement(), within(EXACT));
        }
    }

    /**
     * Four observers, twelve units, five values, 0 for a missing one: Krippendorff 2011, "Computing Krippendorff's
     * alpha-reliability", and raw4raters of Gwet's irrCAC. Printed there: alpha ordinal .815, AC1 .77544.
     */
    private static final int[][] FOUR_OBSERVERS = {
        {1, 1, 0, 1}, {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3}, {2, 2, 2, 2}, {1, 2, 3, 4},
        {4, 4, 4, 4}, {1, 1, 2, 1}, {2, 2, 2, 2}, {0, 5, 5, 5}, {0, 0, 1, 1}, {0, 3, 0, 0}
    };

    @Test
    void krippendorffsExampleComesOutAsHePrintsIt() {
        Grade[] atPlace = {Grade.A_CLEARLY, Grade.A_SLIGHTLY, Grade.SAME, Grade.B_SLIGHTLY, Grade.B_CLEARLY};
        Moments moments = new Moments();
        for (int[] unit : FOUR_OBSERVERS) {
            int[] counts = new int[Grade.COUNT];
            for (int value : unit) {
                if (value > 0) {
                    counts[atPlace[value - 1].ordinal()]++;
                }
            }
            moments.add(counts, 1);
        }
        assertThat(Measure.ALPHA_ORDINAL.of(moments, 5)).isCloseTo(.815, within(5e-4));
    }

    /** Gwet's AC1 once more from the votes, pair by pair; it gives what irrCAC prints, and what the closed form gives. */
    @Test
    void ac1EqualsANaiveCountOfPairsThatGivesGwetsOwnFigure() {
        List<List<Object>> units = new ArrayList<>();
        for (int[] unit : FOUR_OBSERVERS) {
            List<Object> votes = new ArrayList<>();
            for (int value : unit) {
                if (value > 0) {
                    votes.add(value);
                }
            }
            units.add(votes);
        }
        assertThat(naiveAc1(units, 5)).isCloseTo(.77544, within(5e-6));
        for (int seed = 0; seed < 20; seed++) {
            Sheet sheet = Sheet.random(2000 + seed, 60, 4, .3, .5);
            List<List<Object>> comparisons = new ArrayList<>();
            for (@Nullable Grade[] row : sheet.rows()) {
                List<Object> votes = new ArrayList<>();
                for (Grade grade : row) {
                    if (grade != null) {
                        votes.add(grade.verdict());
                    }
                }
                comparisons.add(votes);
            }
            assertThat(sheet.measure(Measure.AC1, 4))
                    .as("seed %d", seed)
                    .isCloseTo(naiveAc1(comparisons, 4), within(EXACT));
        }
    }

    private static double naiveAc1(List<List<Object>> units, int values) {
        double observed = 0;
        int pairable = 0;
        int rated = 0;
        Map<Object, Double> shares = new HashMap<>();
        for (List<Object> votes : units) {
            int equal = 0;
            for (int i = 0; i < votes.size(); i++) {
                shares.merge(votes.get(i), 1.0 / votes.size(), Double::sum);
                for (int j = 0; j < votes.size(); j++) {
                    equal += i != j && votes.get(i).equals(votes.get(j)) ? 1 : 0;
                }
            }
            rated += votes.isEmpty() ? 0 : 1;
            if (votes.size() > 1) {
                pairable++;
                observed += (double) equal / (votes.size() * (votes.size() - 1));
            }
        }
        double chance = 0;
        for (double share : shares.values()) {
            chance += share / rated * (1 - share / rated) / (values - 1);
        }
        return (observed / pairable - chance) / (1 - chance);
    }

    @Test
    void swappingTheSidesOfEveryComparisonChangesNoMeasure() {
        Sheet sheet = Sheet.random(7, 120, 4, .2, .4);
        List<@Nullable Grade[]> swapped = new ArrayList<>();
        for (@Nullable Grade[] row : sheet.rows()) {
            @Nullable Grade[] mirror = new Grade[row.length];
            for (int r = 0; r < row.length; r++) {
                Grade grade = row[r];
                mirror[r] = grade == null || grade == Grade.BOTH_BAD ? grade : Grade.values()[4 - grade.ordinal()];
            }
            swapped.add(mirror);
        }
        Sheet other = new Sheet(swapped, 4);
        for (Measure measure : Measure.values()) {
            assertThat(other.measure(measure, 4))
                    .as(measure.name())
                    .isCloseTo(sheet.measure(measure, 4), within(EXACT));
        }
    }
}
