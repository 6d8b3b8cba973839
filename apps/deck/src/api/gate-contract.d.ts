declare module 'virtual:gate-contract' {
  /** Gate's routes without their schemas. */
  export const contract: import('@orpc/contract').AnyContractRouter;
}
