import type { AccessKey, Account } from "../entities";
import type { ActionSpecs } from "./action";

/**
 * Returns the identity of a key: a RAM role for a temporary key, the account for the first key of the account, and a
 * RAM user for any other key.
 */
const identityOf = ({ accountId, accessKeyId }: Account, key: AccessKey): object => {
  if (key.securityToken !== undefined) {
    const RoleId = `role-${key.accessKeyId}`;
    return {
      IdentityType: "AssumedRoleUser",
      RoleId,
      PrincipalId: `${RoleId}:session`,
      Arn: `acs:ram::${accountId}:assumed-role/${key.accessKeyId}/session`,
    };
  }
  if (key.accessKeyId === accessKeyId) {
    return {
      IdentityType: "Account",
      UserId: accountId,
      PrincipalId: accountId,
      Arn: `acs:ram::${accountId}:root`,
    };
  }
  const UserId = `user-${key.accessKeyId}`;
  return {
    IdentityType: "RAMUser",
    UserId,
    PrincipalId: UserId,
    Arn: `acs:ram::${accountId}:user/${key.accessKeyId}`,
  };
};

/** The Security Token Service action that the provider calls (API file B.34). */
export const stsActions: ActionSpecs = {
  GetCallerIdentity: {
    version: "2015-04-01",
    envelope: "bare",
    parameters: {},
    beforeActivation: true,
    run: ({ account, key }) => ({ AccountId: account.accountId, ...identityOf(account, key) }),
  },
};
