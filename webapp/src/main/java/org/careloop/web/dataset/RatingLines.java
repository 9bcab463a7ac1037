package org.careloop.web.dataset;

import java.io.OutputStream;
import java.util.List;
import org.careloop.run.rating.RatedText;

/** {@code ratings.jsonl}: each text that has a rating, as the database wrote it and {@code careloop rater} reads it. */
final class RatingLines implements ExportPart {

    @Override
    public String name() {
        return "ratings";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("id", "string", "The text's id in the study."),
                new Column("text", "string", "The text that was rated."),
                new Column("language", "string", "A BCP 47 tag, or null where it is not known."),
                new Column("ratings[].annotator", "string", "The account of who rated it."),
                new Column("ratings[].score", "integer", "The overall quality, from 0 to 5."),
                new Column("ratings[].criteria", "object", "Scores from 0 to 5 by the key of a criterion."));
    }

    @Override
    public Class<? extends Record> rowType() {
        return RatedText.class;
    }

    @Override
    public Rows open(OutputStream out) {
        return row -> {
            if (row.votes() == 0) {
                return 0;
            }
            row.writeTo(out);
            return 1;
        };
    }
}
