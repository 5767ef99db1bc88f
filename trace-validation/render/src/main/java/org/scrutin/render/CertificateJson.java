package org.scrutin.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** Writes a certificate for programs. Field names are those of {@link Certificate}. */
public final class CertificateJson {

  private CertificateJson() {}

  /** The text of {@code certificate.json}; without pictures. An absent value is {@code null}. */
  public static String of(Certificate certificate) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new OptionalSerializer()))
            .defaultPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
            .build();
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(certificate) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a certificate is always JSON", e);
    }
  }

  /** The value itself, or null: one type is no reason for one more library. */
  private static final class OptionalSerializer extends StdSerializer<Optional<?>> {

    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
