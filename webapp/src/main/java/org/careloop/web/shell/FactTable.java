package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;

/** A small table that becomes a list on a narrow screen: each cell knows the name of its column. */
public class FactTable extends NativeTable {
    private static final long serialVersionUID = 1L;

    private final List<String> columns;
    private final List<NativeTableHeaderCell> heads = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param caption what it shows, for a screen reader
     * @param columns their names; an empty one belongs to a column of badges or buttons
     */
    public FactTable(String caption, List<String> columns) {
        this.columns = List.copyOf(columns);
        addClassName("facts");
        setCaptionText(caption);
        getCaption().addClassName("visually-hidden");
        NativeTableRow head = getHead().addRow();
        for (String column : columns) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            heads.add(cell);
            cell.getElement().setAttribute("scope", "col");
            cell.add(column.isEmpty() ? hidden(caption) : new Span(column));
        }
    }

    /** Marks a column as figures, which are right-aligned. */
    public FactTable figures(int... indexes) {
        for (int index : indexes) {
            addClassName("figures-" + (index + 1));
        }
        return this;
    }

    /**
     * Makes the head of a column something that sorts by it.
     *
     * @param order as {@code aria-sort} names it
     */
    public void sortable(int index, Component sort, String order) {
        NativeTableHeaderCell cell = heads.get(index);
        cell.removeAll();
        cell.add(sort);
        cell.getElement().setAttribute("aria-sort", order);
    }

    public void addRow(Component... cells) {
        NativeTableRow row = getBody().addRow();
        for (int i = 0; i < cells.length; i++) {
            NativeTableCell cell = row.addDataCell();
            cell.getElement().setAttribute("data-column", columns.get(i));
            cell.add(cells[i]);
        }
    }

    private static Span hidden(String text) {
        Span span = new Span(text);
        span.addClassName("visually-hidden");
        return span;
    }
}
