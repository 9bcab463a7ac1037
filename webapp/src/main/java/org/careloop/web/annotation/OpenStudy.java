package org.careloop.web.annotation;

import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.StudyId;

/**
 * A study that hands out comparisons to the person at hand.
 *
 * @param pilot whether it hands out those of its pilot, else those whose votes count
 * @param design as it is stored, a JSON document
 * @param designVersion which version of the design that is
 * @param byLanguage whether only comparisons in the person's languages are theirs
 * @param bySpecialty whether only comparisons of the person's specialties, or of none, are theirs
 * @param languages the person's, as lower-case primary subtags
 * @param specialties the person's, in lower case
 * @param reached how far into the order of work the person has come
 */
record OpenStudy(
        StudyId id,
        String name,
        boolean pilot,
        String design,
        int designVersion,
        double goldRate,
        double repeatRate,
        boolean byLanguage,
        boolean bySpecialty,
        String[] languages,
        String[] specialties,
        long reached) {

    SlotPurpose purpose() {
        return pilot ? SlotPurpose.PILOT : SlotPurpose.VOTE;
    }
}
