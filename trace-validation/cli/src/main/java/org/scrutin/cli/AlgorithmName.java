package org.scrutin.cli;

import java.util.Iterator;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an algorithm. */
final class AlgorithmName implements ITypeConverter<Algorithm>, Iterable<String> {

  @Override
  public Algorithm convert(String name) {
    return Algorithms.named(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "no algorithm is called '" + name + "'; there are " + Algorithms.names()));
  }

  @Override
  public Iterator<String> iterator() {
    return Algorithms.all().stream().map(Algorithm::name).iterator();
  }
}
