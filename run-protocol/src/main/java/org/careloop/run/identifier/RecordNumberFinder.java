package org.careloop.run.identifier;

import java.util.function.Consumer;

/** Numbers of records, policies and papers: what follows their name and has digits. */
final class RecordNumberFinder implements Finder {
    private static final int LONGEST = 24;
    private static final int FEWEST_DIGITS = 5;

    private static final Phrases RECORDS = Phrases.of("""
        mrn,medical record number,medical record no,medical record,med rec no,record no,hospital number,hospital no,hosp no,
        chart number,chart no,chart,patient id,patient identifier,patient number,patient no,pt id,accession number,accession no,
        accession,case number,encounter number,encounter no,encounter id,visit number,visit no,insurance policy number,
        insurance number,insurance id,insurance no,policy number,policy no,member id,member number,subscriber id,unit number,
        unit no,account number,account no,medicare number,medicaid id,medicaid number,medicare id,hospital id,specimen id,
        study id,subject id,health card number,
        住院号,住院号码,住院编号,病历号,病历编号,病历号码,门诊号,门诊病历号,病案号,病案编号,登记号,医保卡号,医保号,医保卡,医保编号,就诊卡号,
        就诊卡,就诊号,检查号,社保号,社保卡号,社保卡,病理号,影像号,放射号,超声号,标本号,档案号,健康卡号,患者编号,患者ID,病人ID,病人编号,
        受试者编号,急诊号,体检号,保单号,保险号,x线号,ct号,mri号,磁共振号,诊疗卡号,诊疗卡,床头卡号,id号\
        """);
    private static final Phrases PAPERS = Phrases.of("""
        passport,passport number,passport no,driver's license,driver's license number,driver's licence,driver’s license number,
        driving licence,driving licence number,driver license number,license number,identity card,id card,id card number,
        national id,national id number,national insurance number,ni number,aadhaar,
        护照,护照号,护照号码,军官证,军官证号,驾驶证号,驾照号,港澳通行证,通行证号,居住证号,台胞证号\
        """);
    private static final Phrases FILLER = Phrases.of("number,no.,no,nr,id,is,was,#,:,：,.,-,–,是,为,号,号码,(,（,＃,＝,=");

    @Override
    public void find(String text, Consumer<Identifier> found) {
        for (int at = 0; at < text.length(); at++) {
            int record = RECORDS.longestAt(text, at);
            int paper = PAPERS.longestAt(text, at);
            int length = Math.max(record, paper);
            if (length == 0) {
                continue;
            }
            int start = skipFillers(text, at + length);
            int end = end(text, start);
            if (end > start) {
                found.accept(new Identifier(
                        paper > record ? IdentifierKind.NATIONAL_ID : IdentifierKind.RECORD_NUMBER, start, end));
                at = end - 1;
            } else {
                at += length - 1;
            }
        }
    }

    private static int skipFillers(String text, int from) {
        int at = Letters.skipSpaces(text, from);
        for (int i = 0; i < 5; i++) {
            int filler = FILLER.longestAt(text, at);
            if (filler == 0) {
                return at;
            }
            at = Letters.skipSpaces(text, at + filler);
        }
        return at;
    }

    /** Behind letters, digits and hyphens with enough digits, of which a part may stand after a space; -1 for too few. */
    private static int end(String text, int start) {
        int digits = 0;
        int at = start;
        int end = -1;
        while (at < text.length() && at - start < LONGEST) {
            char c = text.charAt(at);
            if (Letters.isDigit(c)) {
                digits++;
                end = digits >= FEWEST_DIGITS ? at + 1 : end;
            } else if (Letters.isLatin(c) && c < 128) {
                boolean capitals = Character.isUpperCase(c) || at > start && Letters.isDigit(text.charAt(at - 1));
                if (!capitals) {
                    break;
                }
                end = end > 0 ? at + 1 : -1;
            } else if (!("-/_‑".indexOf(c) >= 0 || c == ' ' && joins(text, at))) {
                break;
            }
            at++;
        }
        return isDate(text, start, end) ? -1 : end;
    }

    private static boolean joins(String text, int space) {
        return space > 0
                && space + 2 < text.length()
                && Letters.isWord(text.charAt(space - 1))
                && Letters.isDigit(text.charAt(space + 1))
                && Letters.isDigit(text.charAt(space + 2));
    }

    private static boolean isDate(String text, int start, int end) {
        return end - start == 10 && text.charAt(start + 4) == '-' && DateReader.end(text, start) == end;
    }
}
