package org.careloop.web.annotation;

/** SQL conditions shared by the statements of the queue. {@code :person} is the owner of the queue, {@code s} a slot. */
final class QueueSql {

    /** The studies that hand out comparisons to a person. */
    static final String OPEN_STUDIES = """
            select st.id, st.name, st.state = 'PILOT' as pilot, d.design, d.version as design_version,
                   coalesce((d.design ->> 'goldRate')::float8, 0) as gold_rate,
                   coalesce((d.design ->> 'repeatRate')::float8, 0) as repeat_rate,
                   coalesce((d.design #>> '{audience,matchLanguage}')::boolean, false) as by_language,
                   coalesce((d.design #>> '{audience,matchSpecialty}')::boolean, false) as by_specialty,
                   array(select lower(split_part(l, '-', 1)) from unnest(p.languages) as l) as languages,
                   array(select lower(f) from unnest(p.specialties) as f) as specialties,
                   coalesce(w.position, 0) as reached, st.created_at
            from person p cross join study st
            join study_design d on d.study_id = st.id and d.version = st.design_version
            left join work_cursor w on w.study_id = st.id and w.person_id = p.id
            where p.id = :person and st.state in ('PILOT', 'COLLECTING')
            and (not exists (select from study_member m where m.study_id = st.id and m.role = 'ANNOTATOR')
                 or exists (select from study_member m
                            where m.study_id = st.id and m.role = 'ANNOTATOR' and m.person_id = p.id))
            """;

    /** Those of them that the person works in: the one that they chose, else all. */
    static final String STUDIES_IN_WORK = """
            select o.* from (
                select o.*, c.study_id is not null as chosen, bool_or(c.study_id is not null) over () as is_one_chosen
                from (%s) as o left join study_of_choice c on c.person_id = :person and c.study_id = o.id) as o
            where o.chosen = o.is_one_chosen
            """.formatted(OPEN_STUDIES);

    /**
     * Neither judged nor skipped by the person. Each condition is one lookup in a unique index, which mostly finds
     * nothing. {@code offset 0} keeps the planner from turning it into a join, which would read all of the person's
     * judgements at each search.
     */
    static final String NOT_DONE = """
            not exists (select from slot mine where mine.comparison_id = s.comparison_id
                        and mine.judged_by = :person and mine.purpose <> 'REPEAT' offset 0)
            and not exists (select from skip
                            where skip.comparison_id = s.comparison_id and skip.annotator = :person offset 0)
            """;

    /** Neither judged, held nor skipped by the person. */
    static final String UNTOUCHED = NOT_DONE + """
            and not exists (select from slot mine
                            where mine.comparison_id = s.comparison_id and mine.holder = :person offset 0)
            """;

    /**
     * Open for an answer. Repeats the condition of the partial index slot_open word for word, or else the planner
     * cannot use it.
     */
    static final String OPEN = "s.judged_by is null and not s.blocked and s.purpose in ('VOTE', 'PILOT')";

    private QueueSql() {}

    /**
     * If the study matches languages, the slot has none or one of the person's; likewise for specialties.
     *
     * @param prefix of the names of these facts: a table's, such as {@code o.}, or {@code :} for parameters
     */
    static String fits(String prefix) {
        return """
                (not %1$sby_language or s.language is null or lower(split_part(s.language, '-', 1)) = any(%1$slanguages))
                and (not %1$sby_specialty or s.specialty is null or lower(s.specialty) = any(%1$sspecialties))
                """.formatted(prefix);
    }
}
