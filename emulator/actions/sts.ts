import type { ActionSpecs } from "./action";

/** The action of Security Token Service that the provider calls. */
export const stsActions: ActionSpecs = {
  GetCallerIdentity: {
    version: "2015-04-01",
    withoutEnvelope: true,
    parameters: {},
    beforeActivation: true,
    run: ({ account: { accountId, accessKeyId }, key }) => {
      if (key.accessKeyId === accessKeyId) {
        return {
          IdentityType: "Account",
          AccountId: accountId,
          PrincipalId: accountId,
          UserId: accountId,
          Arn: `acs:ram::${accountId}:root`,
        };
      }
      return {
        IdentityType: key.securityToken === undefined ? "RAMUser" : "AssumedRoleUser",
        AccountId: accountId,
        PrincipalId: key.accessKeyId,
        UserId: key.accessKeyId,
        Arn: `acs:ram::${accountId}:user/${key.accessKeyId}`,
      };
    },
  },
};
