// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.probe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a server's health page says. */
public final class HttpProbe {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(WITHIN).build();
  private final HttpRequest request;

  /** A page of a server on this machine. */
  public HttpProbe(int port, String path) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(WITHIN)
            .build();
  }

  /** Reads the page. */
  public HttpResponse<String> get() throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
