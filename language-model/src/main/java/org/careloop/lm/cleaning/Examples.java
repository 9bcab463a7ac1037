package org.careloop.lm.cleaning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.RowFields;
import org.careloop.run.settings.CleaningSettings;

/** Shows examples with the text that stays instead, read again from its place. */
record Examples(List<InputFile> files, CleaningSettings settings) {

    List<Report.Example> of(List<Tally.Taken> taken) throws IOException {
        List<Report.Example> examples = new ArrayList<>();
        for (Tally.Taken each : taken) {
            Kept.Same same = each.instead();
            String place = Cleaning.place(files, each.place());
            if (same == null) {
                examples.add(new Report.Example(place, each.why(), each.shows(), "", "", 0));
                continue;
            }
            String stays = text(same.place());
            examples.add(new Report.Example(
                    place,
                    each.why(),
                    each.shows(),
                    Cleaning.place(files, same.place()),
                    Shown.of(stays),
                    same.similarity()));
        }
        return examples;
    }

    private String text(Kept.Place place) throws IOException {
        RowFields fields = RowFields.parse(settings.texts().fields());
        try (Documents documents = Documents.open(
                files.get(place.file()).file(), settings.texts().textUnit(), fields, place.start(), place.line())) {
            Document found = documents.next();
            return found == null ? "" : found.text();
        }
    }
}
