package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The types of a dimension's values that the journal can write down, each as one word. */
enum ValueType {
  /** An amount, or {@code unlimited}. */
  LIMIT(Limit.class) {
    @Override
    Object parse(String word) {
      return word.equals(UNLIMITED) ? Limit.unlimited() : Limit.of(Double.parseDouble(word));
    }
  },
  /** A whole number. */
  WEIGHT(Weight.class) {
    @Override
    Object parse(String word) {
      return new Weight(Integer.parseInt(word));
    }
  },
  /** Whole numbers and commas. */
  IDS(IdSet.class) {
    @Override
    Object parse(String word) {
      TreeSet<Integer> ids = new TreeSet<>();
      for (String id : word.split(",", -1)) {
        ids.add(Integer.valueOf(id));
      }
      return new IdSet(ids);
    }
  },
  /** Tier, equals sign, share; and commas. */
  TIERS(TierSplit.class) {
    @Override
    String word(Object value) {
      return ((TierSplit) value)
          .shares().entrySet().stream()
              .map(share -> Word.escaped(share.getKey()) + "=" + share.getValue())
              .collect(Collectors.joining(","));
    }

    @Override
    Object parse(String word) {
      Map<String, Double> shares = new TreeMap<>();
      for (String share : word.split(",", -1)) {
        String[] parts = share.split("=", 2);
        if (parts.length < 2) {
          throw new IllegalArgumentException("A share is tier=share, got (" + share + ")");
        }
        shares.put(Word.unescaped(parts[0]), Double.valueOf(parts[1]));
      }
      return TierSplit.of(shares);
    }
  },
  /** Escaped text. */
  TEXT(String.class) {
    @Override
    String word(Object value) {
      return Word.escaped((String) value);
    }

    @Override
    Object parse(String word) {
      return Word.unescaped(word);
    }
  };

  /** All of them, without a copy each time. */
  private static final List<ValueType> ALL = List.of(values());

  private static final String UNLIMITED = Limit.unlimited().toString();

  private final Class<?> type;

  ValueType(Class<?> type) {
    this.type = type;
  }

  /** The type of a dimension's values; empty where it is a host's own. */
  static Optional<ValueType> of(Dimension<?> dimension) {
    for (ValueType each : ALL) {
      if (each.type == dimension.type()) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  Class<?> type() {
    return type;
  }

  /** The word for a value of this type; it has printable ASCII characters only. */
  String word(Object value) {
    return value.toString();
  }

  /**
   * The value of a word.
   *
   * @throws IllegalArgumentException if the word is malformed
   */
  abstract Object parse(String word);
}
