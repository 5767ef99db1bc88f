package org.scrutin.replay.strength;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * How much damage a check noticed.
 *
 * @param cells for each kind of damage, action and field
 * @param unmeasured the kinds of events of which none was damaged, since they come too late in the
 *     traces, and how many events of a trace have to be used to reach the first
 */
public record Strength(List<Cell> cells, SortedMap<String, Integer> unmeasured) {

  /**
   * One kind of damage to one kind of event.
   *
   * @param damage {@code alter}, {@code drop}, {@code double} or {@code swap}
   * @param action the events' action
   * @param field which logged field was altered, a JSON Pointer such as {@code /state/epoch}; empty
   *     for the event as a whole
   * @param tried how many damages were judged; those that give the same trace are not
   * @param noticed how many of them were rejected, or refused as no trace of the specification
   * @param missed one that conforms nevertheless, in words, or empty
   */
  public record Cell(
      String damage, String action, String field, int tried, int noticed, String missed) {

    /** The share that was noticed, from 0 to 1. */
    public double share() {
      return tried == 0 ? 0 : (double) noticed / tried;
    }
  }

  /** All damages of a kind together. */
  public Cell total(String damage) {
    return sum(damage, "", "", cells.stream().filter(cell -> cell.damage().equals(damage)));
  }

  /** All damages together. */
  public Cell total() {
    return sum("", "", "", cells.stream());
  }

  /** All damages to events of an action together. */
  public Cell ofAction(String action) {
    return sum("", action, "", cells.stream().filter(cell -> cell.action().equals(action)));
  }

  /** The actions, sorted. */
  public List<String> actions() {
    return cells.stream().map(Cell::action).distinct().sorted().toList();
  }

  /**
   * The fields of which no alteration was noticed, in no event: no part of the check reads them.
   */
  public List<String> unread() {
    return cells.stream()
        .map(Cell::field)
        .filter(field -> !field.isEmpty())
        .distinct()
        .sorted()
        .filter(
            field ->
                cells.stream().noneMatch(cell -> cell.field().equals(field) && cell.noticed() > 0))
        .toList();
  }

  private static Cell sum(String damage, String action, String field, Stream<Cell> cells) {
    return cells.reduce(
        new Cell(damage, action, field, 0, 0, ""),
        (a, b) ->
            new Cell(
                damage,
                action,
                field,
                a.tried() + b.tried(),
                a.noticed() + b.noticed(),
                a.missed().isEmpty() ? b.missed() : a.missed()));
  }
}
