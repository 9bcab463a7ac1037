package org.careloop.web.shell;

import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A day, chosen from a calendar in the person's language or typed as year-month-day, which is unambiguous in every
 * language.
 */
public class DayField extends DatePicker {
    private static final long serialVersionUID = 1L;

    public DayField(String label) {
        super(label);
        setI18n(new DatePickerI18n()
                .setMonthNames(Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, getLocale()))
                        .toList())
                .setWeekdays(weekdays(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, getLocale())))
                .setWeekdaysShort(weekdays(day -> day.getDisplayName(TextStyle.NARROW_STANDALONE, getLocale())))
                .setFirstDayOfWeek(1)
                .setDateFormat("yyyy-MM-dd")
                .setToday(getTranslation("day.today"))
                .setCancel(getTranslation("cancel"))
                .setDialogAccessibleName(label)
                .setBadInputErrorMessage(getTranslation("day.bad")));
    }

    /** The component lists the names of weekdays from Sunday. */
    private static List<String> weekdays(Function<DayOfWeek, String> name) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> name.apply(day.minus(1)))
                .toList();
    }
}
