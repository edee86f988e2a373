// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CreateCredentialRequest;
import io.milvus.grpc.CreateRoleRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.GrantEntity;
import io.milvus.grpc.GrantorEntity;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.ObjectEntity;
import io.milvus.grpc.OperatePrivilegeRequest;
import io.milvus.grpc.OperatePrivilegeType;
import io.milvus.grpc.OperateUserRoleRequest;
import io.milvus.grpc.OperateUserRoleType;
import io.milvus.grpc.PrivilegeEntity;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.UpdateCredentialRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What an administrator does in Milvus: users, roles, and changes that are no rows. */
public record MilvusAdmin(MilvusClient client, String database) {

  /** Drops a partition; Milvus refuses it while the collection is loaded. */
  public void dropPartition(String collection, String partition) {
    DropPartitionRequest request =
        DropPartitionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setPartitionName(partition)
            .build();
    MilvusRefusal.check("drop partition " + partition, client.stub().dropPartition(request));
  }

  /** Starts to load some partitions of a collection. */
  public void loadPartitions(String collection, String... partitions) {
    LoadPartitionsRequest request =
        LoadPartitionsRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .addAllPartitionNames(List.of(partitions))
            .setReplicaNumber(1)
            .build();
    MilvusRefusal.check("load of " + collection, client.stub().loadPartitions(request));
  }

  /** Releases a partition of a collection whose other partitions stay loaded. */
  public void releasePartition(String collection, String partition) {
    ReleasePartitionsRequest request =
        ReleasePartitionsRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .addPartitionNames(partition)
            .build();
    MilvusRefusal.check("release of " + partition, client.stub().releasePartitions(request));
  }

  /** Gives a collection another name; Milvus refuses it while there are aliases. */
  public void rename(String collection, String name) {
    RenameCollectionRequest request =
        RenameCollectionRequest.newBuilder()
            .setDbName(database)
            .setOldName(collection)
            .setNewName(name)
            .build();
    MilvusRefusal.check("rename " + collection, client.stub().renameCollection(request));
  }

  /** Sets a property of a collection, such as {@code collection.ttl.seconds}. */
  public void alter(String collection, String property, String value) {
    AlterCollectionRequest request =
        AlterCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .addProperties(KeyValuePair.newBuilder().setKey(property).setValue(value))
            .build();
    MilvusRefusal.check("alter " + collection, client.stub().alterCollection(request));
  }

  /** Creates a user with a role of the same name that has no privilege yet. */
  public void createUser(String user, String password) {
    CreateCredentialRequest credential =
        CreateCredentialRequest.newBuilder()
            .setUsername(user)
            .setPassword(encoded(password))
            .build();
    MilvusRefusal.check("create user " + user, client.stub().createCredential(credential));
    CreateRoleRequest role =
        CreateRoleRequest.newBuilder().setEntity(RoleEntity.newBuilder().setName(user)).build();
    MilvusRefusal.check("create role " + user, client.stub().createRole(role));
    OperateUserRoleRequest member =
        OperateUserRoleRequest.newBuilder()
            .setUsername(user)
            .setRoleName(user)
            .setType(OperateUserRoleType.AddUserToRole)
            .build();
    MilvusRefusal.check("give role " + user, client.stub().operateUserRole(member));
  }

  public void changePassword(String user, String old, String password) {
    UpdateCredentialRequest request =
        UpdateCredentialRequest.newBuilder()
            .setUsername(user)
            .setOldPassword(encoded(old))
            .setNewPassword(encoded(password))
            .build();
    MilvusRefusal.check("change password of " + user, client.stub().updateCredential(request));
  }

  /**
   * Grants a privilege on all objects of a kind in the database.
   *
   * @param object {@code Global} or {@code Collection}
   */
  public void grant(String role, String object, String privilege) {
    operate(role, object, privilege, OperatePrivilegeType.Grant);
  }

  /** Takes a privilege back. */
  public void revoke(String role, String object, String privilege) {
    operate(role, object, privilege, OperatePrivilegeType.Revoke);
  }

  private void operate(
      String role, String object, String privilege, OperatePrivilegeType operation) {
    GrantEntity entity =
        GrantEntity.newBuilder()
            .setRole(RoleEntity.newBuilder().setName(role))
            .setObject(ObjectEntity.newBuilder().setName(object))
            .setObjectName("*")
            .setDbName(database)
            .setGrantor(
                GrantorEntity.newBuilder()
                    .setPrivilege(PrivilegeEntity.newBuilder().setName(privilege)))
            .build();
    OperatePrivilegeRequest request =
        OperatePrivilegeRequest.newBuilder().setEntity(entity).setType(operation).build();
    MilvusRefusal.check(
        operation + " " + privilege + " on " + object, client.stub().operatePrivilege(request));
  }

  static String encoded(String password) {
    return Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
  }
}
