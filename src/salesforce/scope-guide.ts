/**
 * What each scope gives, in the order of Salesforce's discovery document.
 *
 * @see salesforce-oauth.md §17
 */
export const scopeGuide: ReadonlyMap<string, string> = new Map([
  ['cdp_ingest_api', 'Data 360: send data in through the Ingestion API'],
  ['custom_permissions', "show the user's custom permissions in the identity"],
  ['cdp_segment_api', 'Data 360: work with segments'],
  ['content', 'hybrid apps: a session for files and content domains'],
  ['cdp_api', 'Data 360: all of its APIs'],
  ['chatbot_api', 'the Chatbot API'],
  ['cdp_identityresolution_api', 'Data 360: work with identity resolution'],
  ['interaction_api', 'the Interaction API'],
  ['wave_api', 'CRM Analytics (Wave) through its API'],
  [
    'web',
    'use the token for a browser session (singleaccess, frontdoor, hybrid apps); includes visualforce',
  ],
  ['cdp_calculated_insight_api', 'Data 360: work with calculated insights'],
  ['einstein_gpt_api', 'the Einstein generative AI APIs'],
  ['offline_access', 'a refresh token; the same as refresh_token'],
  ['id', 'read the identity of the user: identity URL and userinfo'],
  [
    'api',
    'the data APIs in the name of the user: REST, SOAP, Bulk and others; includes chatter_api',
  ],
  ['data_cloud_user_claims', 'Data 360 claims of the user in the token'],
  ['eclair_api', 'charts and maps through the Eclair API'],
  ['email', 'the email address of the user in the identity'],
  ['pardot_api', 'Account Engagement (Pardot) through its API'],
  ['lightning', 'hybrid apps: a session for Lightning domains'],
  ['visualforce', 'Visualforce pages; hybrid apps: a session for Visualforce domains'],
  ['cdp_query_api', 'Data 360: query with SQL'],
  ['sfap_api', 'the Salesforce API Platform at api.salesforce.com'],
  ['address', 'the postal address of the user in the identity'],
  ['openid', 'an ID token that says who logged in, and userinfo'],
  ['profile', 'name, picture and locale of the user in the identity'],
  ['scrt_api', 'Service Cloud real-time: messaging and voice'],
  ['cdp_profile_api', 'Data 360: read unified profiles'],
  [
    'refresh_token',
    'a refresh token, so that the app works while nobody is there; the JWT flow wants it on the app, too',
  ],
  ['phone', 'the telephone number of the user in the identity'],
  ['user_registration_api', 'headless registration in the name of an integration user'],
  ['pwdless_login_api', 'headless passwordless login in the name of an integration user'],
  ['chatter_api', 'the Chatter (Connect) API only'],
  ['mcp_api', "the org's MCP servers"],
  ['full', 'everything the user can reach, except a refresh token, which has a scope of its own'],
  ['forgot_password', 'headless password reset in the name of an integration user'],
])
