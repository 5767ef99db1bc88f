package org.scrutin.node.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at the certificate that we are to show with the eyes of who will see it: a node that all
 * others refuse had better not start.
 */
final class OwnCertificate {

  private static final String MEND = "; make one with: scrutin certificates";

  private final Tls files;
  private final List<X509Certificate> chain;
  private final List<X509Certificate> authorities;

  private OwnCertificate(Tls files) {
    this.files = files;
    this.chain = read(files.certificate());
    this.authorities = read(files.authority());
  }

  static OwnCertificate of(Tls files) {
    return new OwnCertificate(files);
  }

  private static List<X509Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .forEach(one -> found.add((X509Certificate) one));
      if (found.isEmpty()) {
        throw new TransportException(
            "tls: " + file + ": there is no certificate in it" + MEND, null);
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new TransportException("tls: " + file + ": no certificate: " + e.getMessage(), e);
    }
  }

  void check() {
    checkTime(files.certificate(), chain);
    checkTime(files.authority(), authorities);
    try {
      X509Certificate[] shown = chain.toArray(X509Certificate[]::new);
      X509TrustManager trust = trust();
      trust.checkClientTrusted(shown, shown[0].getPublicKey().getAlgorithm());
      trust.checkServerTrusted(shown, "UNKNOWN"); // TLS 1.3 asks like that.
    } catch (CertificateException e) {
      throw new TransportException(
          "tls: "
              + files.certificate()
              + ": it is not signed by "
              + files.authority()
              + " ("
              + innermost(e)
              + "); take certificate and authority from the same cluster",
          e);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  private static void checkTime(Path file, List<X509Certificate> certificates) {
    for (X509Certificate one : certificates) {
      try {
        one.checkValidity();
      } catch (CertificateExpiredException e) {
        throw new TransportException(
            "tls: " + file + ": it expired at " + one.getNotAfter().toInstant() + MEND, e);
      } catch (CertificateNotYetValidException e) {
        throw new TransportException(
            "tls: "
                + file
                + ": it is valid from "
                + one.getNotBefore().toInstant()
                + " only"
                + "; set the clock, or take another",
            e);
      }
    }
  }

  private X509TrustManager trust() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority" + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Peers know each other by the common names of their certificates. */
  void checkName(String node) {
    Optional<String> name = Tls.commonName(chain.get(0));
    if (!name.equals(Optional.of(node))) {
      throw new TransportException(
          "tls: "
              + files.certificate()
              + ": its common name is "
              + name.orElse("missing")
              + ", and this node is "
              + node
              + "; name the certificate and key of "
              + node,
          null);
    }
  }
}
