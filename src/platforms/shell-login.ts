/** `User Name:`, `Username:`, `login:`, `User:`, and then `Password:`: the shell asks, since SSH has let everyone in. */
export const USER_NAME_AND_PASSWORD = {
  username: /^\s*(?:>>)?(?:user(?: ?name)?|login(?: name)?):\s*$/i,
  password: /^\s*(?:>>)?(?:user )?password:\s*$/i,
} as const;
