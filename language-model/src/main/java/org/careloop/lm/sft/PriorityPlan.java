package org.careloop.lm.sft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.lm.sft.order.PriorityOrder;
import org.careloop.lm.sft.order.SourceCurve;
import org.careloop.lm.sft.order.SourceRows;
import org.careloop.lm.sft.order.SourceRows.Place;
import org.careloop.lm.sft.order.SourceWeights;
import org.careloop.run.Metrics;
import org.careloop.run.settings.SftSettings;

/**
 * Steps in priority order: each takes the next conversations as they were drawn. Nothing is sorted by length here, and no epoch
 * is shuffled, because the order is what is meant. HuatuoGPT-II packs rows into sequences of 4,096 tokens besides; a step here
 * is a number of conversations.
 */
final class PriorityPlan implements SftPlan {
    private final DialogueFile dialogues;
    private final SourceRows rows;
    private final SourceWeights weights;
    private final SftSettings settings;
    private final SourceCurve curve;
    private final long stepsAnEpoch;
    private PriorityOrder order;
    private int drawn;

    PriorityPlan(DialogueFile dialogues, SourceRows rows, SourceWeights weights, SftSettings settings)
            throws IOException {
        this.dialogues = dialogues;
        this.rows = rows;
        this.weights = weights;
        this.settings = settings;
        order = draw(0);
        curve = order.curve(settings.order().eachEpoch());
        stepsAnEpoch = Math.ceilDiv(order.size(), settings.run().batchSize());
    }

    private PriorityOrder draw(int pass) throws IOException {
        return PriorityOrder.draw(rows, weights, settings.run().seed(), pass);
    }

    @Override
    public long size() {
        return stepsAnEpoch * settings.run().epochs();
    }

    /** How sources follow each other in the first epoch. */
    SourceCurve curve() {
        return curve;
    }

    @Override
    public List<SftExample> step(long number) throws IOException {
        List<SftExample> examples = new ArrayList<>();
        for (Place place : places(number)) {
            examples.addAll(dialogues.examples(place));
        }
        return examples;
    }

    @Override
    public Map<String, Double> figures(long number) throws IOException {
        List<Place> places = places(number);
        Map<String, Double> shares = new TreeMap<>();
        curve.sources().forEach(source -> shares.put(Metrics.source(source.source()), 0.0));
        places.forEach(place -> shares.merge(Metrics.source(place.source()), 1.0 / places.size(), Double::sum));
        return shares;
    }

    private List<Place> places(long number) throws IOException {
        int pass = settings.order().eachEpoch().equals("draw") ? (int) ((number - 1) / stepsAnEpoch) : 0;
        if (pass != drawn) {
            order.close();
            order = draw(pass);
            drawn = pass;
        }
        int size = settings.run().batchSize();
        return order.places((number - 1) % stepsAnEpoch * size, size);
    }

    @Override
    public void close() throws IOException {
        order.close();
        rows.close();
        dialogues.close();
    }
}
