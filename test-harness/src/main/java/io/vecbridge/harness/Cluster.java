// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.harness.server.Server;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka, Milvus, OceanBase and a Connect worker, started together. */
public final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final Workspace workspace;
  private final Kafka kafka;
  private final Milvus milvus;
  private final OceanBase oceanBase;
  private final ConnectWorker worker;
  private final List<Server> others = new ArrayList<>();

  private Cluster(Workspace workspace, Provisioning provisioning, WorkerSettings settings) {
    this.workspace = workspace;
    this.kafka = provisioning.kafka(workspace);
    this.milvus = provisioning.milvus(workspace, kafka);
    this.oceanBase = provisioning.oceanBase(workspace);
    this.worker = new ConnectWorker(workspace, kafka, settings);
  }

  /**
   * Starts all servers at once, each as soon as what it needs is there; returns when all answer.
   */
  public static Cluster start(Provisioning provisioning, WorkerSettings settings) {
    Workspace workspace = Workspace.create();
    Cluster cluster = new Cluster(workspace, provisioning, settings);
    try {
      cluster.startAll();
      return cluster;
    } catch (CompletionException e) {
      cluster.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void startAll() {
    ExecutorService starters = Executors.newFixedThreadPool(3);
    try {
      CompletableFuture<Void> oceanBaseUp = CompletableFuture.runAsync(oceanBase::start, starters);
      CompletableFuture<Void> kafkaUp = CompletableFuture.runAsync(kafka::start, starters);
      CompletableFuture<Void> milvusUp = kafkaUp.thenRunAsync(milvus::start, starters);
      CompletableFuture<Void> workerUp = kafkaUp.thenRunAsync(worker::start, starters);
      CompletableFuture.allOf(oceanBaseUp, milvusUp, workerUp).join();
    } finally {
      starters.shutdown();
    }
  }

  /**
   * Starts those of its servers again that are not running: a server that crashes fails the test
   * that it serves, and none of those after it.
   */
  public void startEnded() {
    for (Server server : List.of(kafka, milvus, oceanBase, worker)) {
      if (!server.isRunning()) {
        LOG.warn("{} has ended, and is started again for the next test", server.name());
        server.start();
      }
    }
  }

  public Kafka kafka() {
    return kafka;
  }

  public Milvus milvus() {
    return milvus;
  }

  public OceanBase oceanBase() {
    return oceanBase;
  }

  /** The worker that was started with the cluster. */
  public ConnectWorker worker() {
    return worker;
  }

  /** The REST interface of {@link #worker()}. */
  public ConnectRest connect() {
    return new ConnectRest(worker.rest());
  }

  /**
   * Starts another worker on the same Kafka. It ends with the cluster, if it isn't closed before.
   */
  public ConnectWorker startWorker(WorkerSettings settings) {
    return start(new ConnectWorker(workspace, kafka, settings));
  }

  /** Starts another server, whose folder and ports are the cluster's. It ends with the cluster. */
  public <S extends Server> S start(S server) {
    synchronized (others) {
      others.add(server);
    }
    server.start();
    return server;
  }

  /** Folder, ports and programs, for servers of one's own. */
  public Workspace workspace() {
    return workspace;
  }

  /** All servers of the cluster. */
  public List<Server> servers() {
    List<Server> all = new ArrayList<>(List.of(kafka, milvus, oceanBase, worker));
    synchronized (others) {
      all.addAll(others);
    }
    return all;
  }

  @Override
  public void close() {
    List<Server> all = servers();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
    try {
      workspace.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
