/** Where tokens are asked for; the one path whose requests are counted by grant. */
export const tokenPath = '/services/oauth2/token'
